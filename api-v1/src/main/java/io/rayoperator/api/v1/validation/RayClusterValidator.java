package io.rayoperator.api.v1.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks RayClusters against all rules.
 *
 * <p>Pure and total: any object that binds to the model gets an answer. All violations are
 * reported, not the first, and always in the same order.
 */
public final class RayClusterValidator {

  private static final List<RuleGroup> GROUPS =
      List.of(
          new ClusterNameRules(),
          new WorkerGroupNameRules(),
          new ReplicaRules(),
          new PodTemplateRules(),
          new ContainerRules(),
          new EnvironmentRules(),
          new ContainerPortRules(),
          new ContainerResourceRules(),
          new ResourceClaimRules(),
          new VolumeRules(),
          new VolumeFileRules(),
          new EphemeralVolumeRules(),
          new VolumeMountRules(),
          new VolumeDeviceRules(),
          new ProbeRules(),
          new SecurityContextRules(),
          new KernelParameterRules(),
          new PodSpecRules(),
          new PodHostNameRules(),
          new PodGateRules(),
          new PodMetadataRules(),
          new PodSchedulingRules(),
          new AffinityRules(),
          new HeadServiceRules(),
          new HeadServiceTrafficRules(),
          new IngressRules(),
          new RayStartRules(),
          new RayStartOptionRules(),
          new AutoscalerRules(),
          new IdleTerminationRules(),
          new GcsFaultToleranceRules(),
          new HistoryServerRules(),
          new AuthenticationRules(),
          new NetworkIsolationRules(),
          new TlsRules(),
          new UpgradeRules(),
          new UnactedFields());

  private static final List<RuleGroup> GROUPS_OF_WHOLE_CLUSTER =
      GROUPS.stream().filter(group -> !(group instanceof ChildRuleGroup)).toList();

  private static final List<UpdateRuleGroup> UPDATE_GROUPS =
      List.of(new ImmutableFieldRules(), new IneffectiveEditRules());

  private RayClusterValidator() {}

  /**
   * Rules that belong together, under a heading.
   *
   * @param ofChildren whether they are about single objects that are made from the spec, so that
   *     their violations are not among the {@link #obstacles}
   */
  public record Chapter(String title, List<Rule> rules, boolean ofChildren) {}

  /** All rules, in the order in which they are checked. */
  public static List<Chapter> rules() {
    return Stream.of(
            Stream.of(new Chapter("Types of fields", List.of(ModelBinding.TYPE), false)),
            GROUPS.stream()
                .map(
                    group ->
                        new Chapter(group.title(), group.rules(), group instanceof ChildRuleGroup)),
            UPDATE_GROUPS.stream().map(group -> new Chapter(group.title(), group.rules(), false)))
        .flatMap(chapters -> chapters)
        .toList();
  }

  /** Every violation of a rule by this object, errors and warnings. */
  public static List<Violation> validate(RayCluster cluster) {
    return validate(cluster, GROUPS);
  }

  /**
   * The errors with which a stored object cannot be acted on at all. Mistakes in a pod, a Service
   * or an Ingress are not among them: the API server refuses just what is wrong, and the rest of
   * the cluster goes on, as it did before there were rules for that.
   */
  public static List<Violation> obstacles(RayCluster cluster) {
    return validate(cluster, GROUPS_OF_WHOLE_CLUSTER).stream().filter(Violation::isError).toList();
  }

  private static List<Violation> validate(RayCluster cluster, List<RuleGroup> groups) {
    Violations found = new Violations();
    ClusterView view = ClusterView.of(cluster);
    groups.forEach(group -> group.check(view, found));
    return found.list();
  }

  /**
   * As {@link #validate(RayCluster)}, and what of the JSON does not fit into the model comes first.
   */
  public static List<Violation> validate(JsonNode object) {
    return validate(ModelBinding.of(object));
  }

  private static List<Violation> validate(ModelBinding bound) {
    return Stream.concat(bound.misfits().stream(), validate(bound.cluster()).stream()).toList();
  }

  /**
   * Every violation by an object that is to replace a stored one.
   *
   * <p>Mistakes that the stored object makes in the same way come back as {@link
   * Violation#alreadyStored}: a rule that is newer than an object must not stand in the way of a
   * scale-down, of the removal of a finalizer or of any other edit. Nothing at all is said about an
   * object that is being deleted.
   */
  public static List<Violation> validateUpdate(RayCluster stored, RayCluster updated) {
    return validateUpdate(
        new ModelBinding(stored, List.of()), new ModelBinding(updated, List.of()));
  }

  /**
   * As {@link #validateUpdate(RayCluster, RayCluster)}, with the misfits of {@link
   * #validate(JsonNode)}.
   */
  public static List<Violation> validateUpdate(JsonNode stored, JsonNode updated) {
    return validateUpdate(ModelBinding.of(stored), ModelBinding.of(updated));
  }

  private static List<Violation> validateUpdate(ModelBinding stored, ModelBinding updated) {
    if (updated.cluster().isMarkedForDeletion()) {
      return List.of();
    }
    Violations edits = new Violations();
    ClusterView before = ClusterView.of(stored.cluster());
    ClusterView after = ClusterView.of(updated.cluster());
    UPDATE_GROUPS.forEach(group -> group.check(before, after, edits));
    return Stream.concat(edits.list().stream(), ratcheted(validate(stored), validate(updated)))
        .toList();
  }

  private static Stream<Violation> ratcheted(List<Violation> before, List<Violation> after) {
    return after.stream()
        .map(
            violation ->
                before.stream().anyMatch(violation::repeats)
                    ? violation.storedBefore()
                    : violation);
  }
}

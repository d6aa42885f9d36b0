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
          new VolumeRules(),
          new VolumeMountRules(),
          new ProbeRules(),
          new SecurityContextRules(),
          new PodSpecRules(),
          new PodMetadataRules(),
          new PodSchedulingRules(),
          new AffinityRules(),
          new HeadServiceRules(),
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

  private static final List<UpdateRuleGroup> UPDATE_GROUPS =
      List.of(new ImmutableFieldRules(), new IneffectiveEditRules());

  private RayClusterValidator() {}

  /** Rules that belong together, under a heading. */
  public record Chapter(String title, List<Rule> rules) {}

  /** All rules, in the order in which they are checked. */
  public static List<Chapter> rules() {
    return Stream.of(
            Stream.of(new Chapter("Types of fields", List.of(ModelBinding.TYPE))),
            GROUPS.stream().map(group -> new Chapter(group.title(), group.rules())),
            UPDATE_GROUPS.stream().map(group -> new Chapter(group.title(), group.rules())))
        .flatMap(chapters -> chapters)
        .toList();
  }

  /** Every violation of a rule by this object, errors and warnings. */
  public static List<Violation> validate(RayCluster cluster) {
    Violations found = new Violations();
    ClusterView view = ClusterView.of(cluster);
    GROUPS.forEach(group -> group.check(view, found));
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

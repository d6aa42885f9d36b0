package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.AuthOptions;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.api.v1.TlsOptions;
import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are part of the API and that this version of the operator does not act on. Nothing is
 * ignored in silence: who sets one is told. A feature that arrives takes its row away.
 */
final class UnactedFields implements RuleGroup {

  private static final Rule RULE =
      Rule.warning(
          "field-not-acted-on",
          "This version of the operator",
          "No field is used that this version of the operator does not act on yet.",
          """
          spec:
            suspend: true""");

  /**
   * One field.
   *
   * @param isUsed whether a cluster asks for something by it
   */
  private record ClusterField(FieldPath path, Predicate<ClusterView> isUsed) {}

  /** One field of every worker group. */
  private record GroupField(String name, Predicate<WorkerGroupSpec> isUsed) {}

  private static final List<ClusterField> OF_CLUSTERS =
      List.of(
          field("enableInTreeAutoscaling", ClusterView::isAutoscaling),
          field("gcsFaultToleranceOptions", isSet(RayClusterSpec::getGcsFaultToleranceOptions)),
          annotation(
              RayAnnotations.FAULT_TOLERANCE_ENABLED, ClusterView::isFaultTolerantByAnnotation),
          field("authOptions", cluster -> authenticates(cluster.spec().getAuthOptions())),
          field("tlsOptions", cluster -> encrypts(cluster.spec().getTlsOptions())),
          field("networkPolicy", isSet(RayClusterSpec::getNetworkPolicy)),
          field("suspend", cluster -> Boolean.TRUE.equals(cluster.spec().getSuspend())),
          field("upgradeStrategy", UpgradeRules::recreates),
          field(
              "managedBy",
              cluster ->
                  RayClusterSpec.MANAGED_BY_MULTIKUEUE.equals(cluster.spec().getManagedBy())),
          new ClusterField(
              ClusterView.HEAD.child("enableIngress"),
              cluster -> Boolean.TRUE.equals(cluster.head().getEnableIngress())),
          field("historyServerOptions", isSet(RayClusterSpec::getHistoryServerOptions)),
          annotation(
              RayAnnotations.ENABLE_SERVE_SERVICE,
              cluster -> cluster.annotation(RayAnnotations.ENABLE_SERVE_SERVICE).equals("true")),
          new ClusterField(
              ClusterView.METADATA.child("labels").child(RayLabels.GANG_SCHEDULING_ENABLED),
              cluster -> cluster.label(RayLabels.GANG_SCHEDULING_ENABLED) != null));

  private static final List<GroupField> OF_GROUPS =
      List.of(
          new GroupField("suspend", group -> Boolean.TRUE.equals(group.getSuspend())),
          new GroupField(
              "numOfHosts", group -> Objects.requireNonNullElse(group.getNumOfHosts(), 1) > 1));

  private static ClusterField field(String name, Predicate<ClusterView> isUsed) {
    return new ClusterField(ClusterView.SPEC.child(name), isUsed);
  }

  private static ClusterField annotation(String name, Predicate<ClusterView> isUsed) {
    return new ClusterField(ClusterView.annotationPath(name), isUsed);
  }

  private static Predicate<ClusterView> isSet(Function<RayClusterSpec, @Nullable Object> getter) {
    return cluster -> getter.apply(cluster.spec()) != null;
  }

  private static boolean authenticates(@Nullable AuthOptions options) {
    return options != null && !AuthOptions.DISABLED.equals(options.getMode());
  }

  private static boolean encrypts(@Nullable TlsOptions options) {
    return options != null && Boolean.TRUE.equals(options.getEnabled());
  }

  @Override
  public String title() {
    return "Features that are not there yet";
  }

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    for (ClusterField field : OF_CLUSTERS) {
      if (field.isUsed().test(cluster)) {
        warn(field.path(), found);
      }
    }
    for (ClusterView.Group group : cluster.workerGroups()) {
      for (GroupField field : OF_GROUPS) {
        if (field.isUsed().test(group.spec())) {
          warn(group.path().child(field.name()), found);
        }
      }
    }
  }

  private static void warn(FieldPath path, Violations found) {
    found.invalid(RULE, path, null, "is not acted on yet by this version of the operator");
  }
}

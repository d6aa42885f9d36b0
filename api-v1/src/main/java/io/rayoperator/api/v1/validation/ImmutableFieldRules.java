package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.GcsFaultToleranceOptions;
import io.rayoperator.api.v1.RayClusterSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fields that keep their meaning as long as the object lives. Absent means the default, in all of
 * them.
 */
final class ImmutableFieldRules implements UpdateRuleGroup {

  private static final Rule MANAGED_BY =
      Rule.error(
          "managed-by-immutable",
          "KubeRay contract §12, §18.2.7",
          "managedBy keeps its meaning; absent means ray.io/kuberay-operator.",
          "spec.managedBy: kueue.x-k8s.io/multikueue, where it was absent before");

  private static final Rule BACKEND =
      Rule.error(
          "fault-tolerance-backend-immutable",
          "KubeRay contract §15.1, §18.2.7",
          "gcsFaultToleranceOptions.backend keeps its meaning while fault tolerance is on; absent means redis.",
          "spec.gcsFaultToleranceOptions.backend: rocksdb, where it was redis or absent before");

  @Override
  public String title() {
    return "Fields that cannot be changed";
  }

  @Override
  public List<Rule> rules() {
    return List.of(MANAGED_BY, BACKEND);
  }

  @Override
  public void check(ClusterView stored, ClusterView updated, Violations found) {
    checkUnchanged(
        MANAGED_BY, ClusterView.SPEC.child("managedBy"), manager(stored), manager(updated), found);
    @Nullable GcsFaultToleranceOptions before = stored.spec().getGcsFaultToleranceOptions();
    @Nullable GcsFaultToleranceOptions after = updated.spec().getGcsFaultToleranceOptions();
    if (before != null && after != null) {
      checkUnchanged(
          BACKEND,
          ClusterView.SPEC.child("gcsFaultToleranceOptions").child("backend"),
          backend(before),
          backend(after),
          found);
    }
  }

  private static String manager(ClusterView cluster) {
    return Objects.requireNonNullElse(
        cluster.spec().getManagedBy(), RayClusterSpec.MANAGED_BY_KUBERAY);
  }

  private static String backend(GcsFaultToleranceOptions options) {
    String backend = Objects.requireNonNullElse(options.getBackend(), "");
    return backend.isEmpty() ? GcsFaultToleranceOptions.REDIS : backend;
  }

  private static void checkUnchanged(
      Rule rule, FieldPath path, String before, String after, Violations found) {
    if (!before.equals(after)) {
      found.invalid(
          rule,
          path,
          after,
          "cannot be changed, it was \"" + before + "\"; create a new cluster for that");
    }
  }
}

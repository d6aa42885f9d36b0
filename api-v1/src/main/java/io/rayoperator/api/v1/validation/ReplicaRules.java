package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many pods there are, and may be. Absent numbers mean their defaults. */
final class ReplicaRules implements RuleGroup {

  private static final String BOUNDS = "KubeRay contract §15.2.4";

  private static final Rule MIN =
      Rule.error(
          "min-replicas-not-negative",
          BOUNDS,
          "minReplicas is 0 or more.",
          group("minReplicas: -1"));

  private static final Rule MAX =
      Rule.error(
          "max-replicas-not-negative",
          BOUNDS,
          "maxReplicas is 0 or more.",
          group("maxReplicas: -1"));

  private static final Rule ORDER =
      Rule.error(
          "min-replicas-at-most-max",
          BOUNDS,
          "minReplicas is not above maxReplicas.",
          group("minReplicas: 3", "maxReplicas: 2"));

  private static final Rule REPLICAS =
      Rule.error(
          "replicas-not-negative",
          "KubeRay contract §5.1",
          "replicas is 0 or more.",
          group("replicas: -1"));

  private static final Rule HOSTS =
      Rule.error(
          "num-of-hosts-positive",
          "KubeRay contract §5.1, §18.3.19",
          "numOfHosts is 1 or more: with 0 the group would never have a pod.",
          group("numOfHosts: 0"));

  private static final Rule OUT_OF_BOUNDS =
      Rule.warning(
          "replicas-within-bounds",
          "KubeRay contract §5.1",
          "replicas lies between minReplicas and maxReplicas; else the nearer of the two is what happens.",
          group("replicas: 9", "maxReplicas: 2"));

  private static final Rule HEAD_REPLICAS =
      Rule.warning(
          "head-replicas-ignored",
          "KubeRay samples up to 1.0",
          "headGroupSpec.replicas is not set: there is exactly one head, whatever it says.",
          """
          spec:
            headGroupSpec:
              replicas: 1""");

  private static String group(String... lines) {
    return "spec:\n  workerGroupSpecs:\n    - groupName: workers\n      "
        + String.join("\n      ", lines);
  }

  @Override
  public String title() {
    return "Numbers of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(MIN, MAX, ORDER, REPLICAS, HOSTS, OUT_OF_BOUNDS, HEAD_REPLICAS);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    for (ClusterView.Group group : cluster.workerGroups()) {
      checkBounds(group, found);
      checkReplicas(group, found);
      checkNotNegative(HOSTS, group, "numOfHosts", group.spec().getNumOfHosts(), 1, found);
    }
    Integer headReplicas = cluster.head().getReplicas();
    if (headReplicas != null) {
      found.invalid(
          HEAD_REPLICAS,
          ClusterView.HEAD.child("replicas"),
          headReplicas,
          "is deprecated and ignored, there is always one head; remove it");
    }
  }

  private static void checkBounds(ClusterView.Group group, Violations found) {
    WorkerGroupSpec spec = group.spec();
    checkNotNegative(MIN, group, "minReplicas", spec.getMinReplicas(), 0, found);
    checkNotNegative(MAX, group, "maxReplicas", spec.getMaxReplicas(), 0, found);
    if (max(spec) >= 0 && min(spec) > max(spec)) {
      found.invalid(
          ORDER,
          group.path().child("minReplicas"),
          min(spec),
          "is more than maxReplicas " + max(spec) + "; lower minReplicas or raise maxReplicas");
    }
  }

  private static void checkReplicas(ClusterView.Group group, Violations found) {
    WorkerGroupSpec spec = group.spec();
    FieldPath path = group.path().child("replicas");
    int replicas = Objects.requireNonNullElse(spec.getReplicas(), 0);
    checkNotNegative(REPLICAS, group, "replicas", spec.getReplicas(), 0, found);
    if (min(spec) > max(spec)) {
      return; // nothing lies within such bounds, and that is said already
    }
    if (replicas > max(spec)) {
      found.invalid(
          OUT_OF_BOUNDS, path, replicas, "is more than maxReplicas; the group gets " + max(spec));
    } else if (replicas > 0
        && replicas < min(spec)) { // 0 is also what an absent field is stored as
      found.invalid(
          OUT_OF_BOUNDS, path, replicas, "is less than minReplicas; the group gets " + min(spec));
    }
  }

  private static void checkNotNegative(
      Rule rule,
      ClusterView.Group group,
      String field,
      @Nullable Integer value,
      int least,
      Violations found) {
    if (value != null && value < least) {
      found.invalid(rule, group.path().child(field), value, "must be " + least + " or more");
    }
  }

  private static int min(WorkerGroupSpec group) {
    return Objects.requireNonNullElse(group.getMinReplicas(), 0);
  }

  private static int max(WorkerGroupSpec group) {
    return Objects.requireNonNullElse(group.getMaxReplicas(), Integer.MAX_VALUE);
  }
}

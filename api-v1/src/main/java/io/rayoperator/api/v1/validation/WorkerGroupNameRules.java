package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.RayLabels;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The names of worker groups: they become labels and parts of pod names. */
final class WorkerGroupNameRules implements RuleGroup {

  /** What is kept of "{cluster}-{group}" in pod names (KubeRay contract §1.2). */
  private static final int MAX_POD_PREFIX = 50;

  /** Replicas of multi-host groups are labelled with the group's name, '-' and five characters. */
  private static final int MAX_MULTI_HOST_NAME = KubernetesNames.MAX_LABEL - 6;

  private static final Rule PRESENT =
      Rule.error(
          "worker-group-name-present",
          "KubeRay contract §15.1",
          "Every worker group has a name.",
          """
          spec:
            workerGroupSpecs:
              - replicas: 1""");

  private static final Rule UNIQUE =
      Rule.error(
          "worker-group-name-unique",
          "KubeRay contract §15.4, §18.2.5",
          "No two worker groups have the same name: they would fight over the same pods.",
          """
          spec:
            workerGroupSpecs:
              - groupName: workers
              - groupName: workers""");

  private static final Rule RESERVED =
      Rule.error(
          "worker-group-name-reserved",
          "KubeRay contract §18.2.5",
          "No worker group is named \"headgroup\": that is the group of the head pod.",
          """
          spec:
            workerGroupSpecs:
              - groupName: headgroup""");

  private static final Rule LABEL =
      Rule.error(
          "worker-group-name-label",
          "Kubernetes; KubeRay contract §1.5",
          "The name of a worker group is a valid label value; with numOfHosts > 1 it has at most 57 characters.",
          """
          spec:
            workerGroupSpecs:
              - groupName: gpu workers""");

  private static final Rule POD_NAME =
      Rule.error(
          "worker-group-name-pod",
          "Kubernetes; KubeRay contract §1.3",
          "The pod names made from the names of cluster and group are valid: the group's name has no '_', for example.",
          """
          spec:
            workerGroupSpecs:
              - groupName: gpu_workers""");

  @Override
  public String title() {
    return "Names of worker groups";
  }

  @Override
  public List<Rule> rules() {
    return List.of(PRESENT, UNIQUE, RESERVED, LABEL, POD_NAME);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Set<String> seen = new HashSet<>();
    for (ClusterView.Group group : cluster.workerGroups()) {
      FieldPath path = group.path().child("groupName");
      String name = group.name();
      if (name.isEmpty()) {
        found.required(PRESENT, path, "give the group a name");
      } else if (!seen.add(name)) {
        found.duplicate(
            UNIQUE, path, name, "another group has this name already; choose a new one");
      } else {
        checkName(cluster, group, path, found);
      }
    }
  }

  private static void checkName(
      ClusterView cluster, ClusterView.Group group, FieldPath path, Violations found) {
    String name = group.name();
    if (name.equals(RayLabels.HEAD_GROUP)) {
      found.invalid(
          RESERVED, path, name, "is reserved for the group of the head pod; choose another name");
    }
    if (!KubernetesNames.isLabelValue(name)) {
      found.invalid(
          LABEL,
          path,
          name,
          "must have at most 63 characters, letters, digits, '-' and '.' only, and begin and end with a letter or digit,"
              + " because pods carry it as a label");
    } else if (isMultiHost(group) && name.length() > MAX_MULTI_HOST_NAME) {
      found.invalid(
          LABEL,
          path,
          name,
          "must have at most "
              + MAX_MULTI_HOST_NAME
              + " characters, because numOfHosts is more than 1 and each replica is"
              + " labelled with it and six more");
    } else if (!KubernetesNames.isDns1123Subdomain(podName(cluster, name))) {
      found.invalid(
          POD_NAME,
          path,
          name,
          "would give the pods the invalid name \""
              + podName(cluster, name)
              + "\"; use letters, digits and '-' only");
    }
  }

  private static boolean isMultiHost(ClusterView.Group group) {
    return Objects.requireNonNullElse(group.spec().getNumOfHosts(), 1) > 1;
  }

  /** With a valid cluster name if there is none yet: this rule is about the group's part. */
  private static String podName(ClusterView cluster, String group) {
    String clusterName =
        cluster.cluster().getMetadata() == null || cluster.cluster().getMetadata().getName() == null
            ? "cluster"
            : cluster.cluster().getMetadata().getName();
    String usable = KubernetesNames.isDns1035Label(clusterName) ? clusterName : "cluster";
    String prefix = usable + "-" + group;
    String kept = prefix.substring(0, Math.min(prefix.length(), MAX_POD_PREFIX));
    return kept.toLowerCase(Locale.ROOT) + "-worker-xxxxx";
  }
}

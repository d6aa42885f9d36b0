package io.rayoperator.operator.model.upgrade;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.RayGroup;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.TemplateHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which pods are made from templates that have changed since.
 *
 * <p>Pods that this operator made say what they were made from. Pods of another operator do not:
 * they are taken to be made from the templates that were wanted when they were first seen, which
 * the status remembers. So a takeover alone makes no pod outdated.
 */
public final class TemplateVersions {

  private final DesiredCluster cluster;
  private final Map<String, RayGroup> groups = new HashMap<>();
  private final Map<String, String> adopted;

  public TemplateVersions(DesiredCluster cluster, RayClusterStatus status) {
    this.cluster = cluster;
    this.adopted = Absent.asEmpty(status.getAdoptedTemplates());
    groups.put(RayLabels.HEAD_GROUP, cluster.head());
    cluster.workerGroups().forEach(group -> groups.put(group.groupName(), group));
  }

  /** Whether a pod has to be replaced to be what the user wants. Pods of nobody are not ours. */
  boolean isOutdated(ObservedPod pod) {
    RayGroup group = groups.get(pod.group());
    if (group == null || !pod.controlled()) {
      return false;
    }
    String madeFrom =
        isMarked(pod) ? pod.origin().templateHash() : adopted.getOrDefault(pod.group(), "");
    return TemplateHash.isComparable(madeFrom) && !madeFrom.equals(current(group));
  }

  /**
   * What the status has to remember of pods that do not say what they were made from; empty if
   * there are none.
   */
  public Map<String, String> adopted(ObservedCluster observed) {
    Map<String, String> remembered = new TreeMap<>();
    observed.pods().stream()
        .filter(pod -> pod.controlled() && !isMarked(pod))
        .flatMap(pod -> Stream.ofNullable(groups.get(pod.group())))
        .distinct()
        .forEach(
            group ->
                remembered.put(
                    group.groupName(),
                    Optional.ofNullable(adopted.get(group.groupName()))
                        .filter(TemplateHash::isComparable)
                        .orElseGet(() -> current(group))));
    return remembered;
  }

  private String current(RayGroup group) {
    return TemplateHash.of(cluster, group);
  }

  private static boolean isMarked(ObservedPod pod) {
    return TemplateHash.isComparable(pod.origin().templateHash());
  }
}

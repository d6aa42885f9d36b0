package io.rayoperator.operator.model.metadata;

import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.RayGroup;
import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Labels of pods (KubeRay contract §1.5). */
public final class PodLabels {

  /** Ray reads these from inside the pod, and selectors depend on them. */
  private static final Set<String> NOT_OVERRIDABLE =
      Set.of(RayLabels.NODE_TYPE, RayLabels.GROUP, RayLabels.CLUSTER);

  private PodLabels() {}

  /**
   * The built-in labels and those of the layout, overlaid by those of the template, overlaid by
   * those of the group.
   *
   * @param nodeType {@link RayLabels#HEAD} or {@link RayLabels#WORKER}
   * @param defaults added where nothing else set them
   */
  public static Map<String, String> of(
      DesiredCluster cluster, RayGroup group, String nodeType, Map<String, String> defaults) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(RayLabels.IS_RAY_NODE, RayLabels.YES);
    labels.put(RayLabels.CLUSTER, cluster.name());
    labels.put(RayLabels.NODE_TYPE, nodeType);
    labels.put(RayLabels.GROUP, group.groupName());
    labels.put(RayLabels.IDENTIFIER, RayClusterNames.identifier(cluster.name(), nodeType));
    labels.put(RayLabels.APP_NAME, RayLabels.APP_NAME_VALUE);
    labels.put(RayLabels.APP_CREATED_BY, RayLabels.APP_CREATED_BY_VALUE);
    labels.putAll(new TreeMap<>(cluster.profile().podLabels(cluster.podGroup(group))));
    var templateMetadata = group.template().getMetadata();
    if (templateMetadata != null) {
      overlay(labels, Absent.asEmpty(templateMetadata.getLabels()));
    }
    overlay(labels, group.labels());
    if (cluster.originatedFromRayService()) {
      labels.put(RayLabels.SERVE, String.valueOf(nodeType.equals(RayLabels.WORKER)));
    }
    defaults.forEach(labels::putIfAbsent);
    return labels;
  }

  private static void overlay(Map<String, String> labels, Map<String, String> chosenByUser) {
    chosenByUser.forEach(
        (key, value) -> {
          if (!NOT_OVERRIDABLE.contains(key)) {
            labels.put(key, value);
          }
        });
  }
}

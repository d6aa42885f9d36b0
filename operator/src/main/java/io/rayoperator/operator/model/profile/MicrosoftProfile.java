package io.rayoperator.operator.model.profile;

import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.Map;

/** Microsoft's (ray-project/kuberay {@code msft-operator}, 2020 to 2021). */
record MicrosoftProfile() implements LayoutProfile {

  @Override
  public String podPrefix(PodGroup group) {
    return RayClusterNames.typeFirstPodPrefix(group.cluster(), group.nodeType(), group.group());
  }

  @Override
  public Map<String, String> podLabels(PodGroup group) {
    return Map.of(
        "isRayNode",
        "yes",
        "rayClusterName",
        group.cluster(),
        "rayNodeType",
        group.nodeType(),
        "groupName",
        group.group(),
        "identifier",
        RayClusterNames.identifier(group.cluster(), group.nodeType()));
  }

  /** The object has one unless it was never written in this layout: it was obligatory. */
  @Override
  public String headService(String cluster) {
    return RayClusterNames.headService(cluster);
  }

  @Override
  public Map<String, String> headServiceLabels() {
    return Map.of("isRayService", "yes");
  }
}

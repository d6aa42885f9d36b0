package io.rayoperator.operator.model.profile;

import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.Map;

/** ByteDance's (ray-project/kuberay {@code bytedance}, 2021). */
record ByteDanceProfile() implements LayoutProfile {

  @Override
  public String podPrefix(PodGroup group) {
    return RayClusterNames.typeFirstPodPrefix(group.cluster(), group.nodeType(), group.group());
  }

  @Override
  public Map<String, String> podLabels(PodGroup group) {
    return Map.of("ray.io/id", RayClusterNames.identifier(group.cluster(), group.nodeType()));
  }

  @Override
  public String headService(String cluster) {
    return RayClusterNames.shortHeadService(cluster);
  }
}

package io.rayoperator.operator.model.profile;

import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.names.RayClusterNames;

/** KubeRay's own (KubeRay contract §1.3). */
record KubeRayProfile() implements LayoutProfile {

  @Override
  public String podPrefix(PodGroup group) {
    return group.nodeType().equals(RayLabels.HEAD)
        ? RayClusterNames.headPodPrefix(group.cluster())
        : RayClusterNames.workerPodPrefix(group.cluster(), group.group());
  }

  @Override
  public String headService(String cluster) {
    return RayClusterNames.headService(cluster);
  }

  @Override
  public boolean imagesMayBeOld() {
    return false;
  }
}

package io.rayoperator.operator.model.metadata;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.operator.model.cluster.DesiredCluster;

/** References from children to their RayCluster (KubeRay contract §1.7). */
public final class OwnerReferences {

  private OwnerReferences() {}

  /** The reference that makes the RayCluster the controller of a child. */
  public static OwnerReference controller(DesiredCluster cluster) {
    return new OwnerReferenceBuilder()
        .withApiVersion(ApiGroup.V1_API_VERSION)
        .withKind(ApiGroup.RAY_CLUSTER_KIND)
        .withName(cluster.name())
        .withUid(cluster.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}

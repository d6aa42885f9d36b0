package io.rayoperator.operator.model.metadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;

/** References from children to their RayCluster (KubeRay contract §1.7). */
public final class OwnerReferences {

  private OwnerReferences() {}

  /** Whether a child's controller is the RayCluster with this uid. */
  public static boolean isControlledBy(String uid, HasMetadata child) {
    return Absent.asEmpty(child.getMetadata().getOwnerReferences()).stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(OwnerReference::getUid)
        .anyMatch(uid::equals);
  }

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

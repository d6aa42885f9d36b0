package io.rayoperator.operator.kubernetes.cache;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayAnnotations;
import java.util.List;

/** A RayCluster of {@code ray.io/v1} as it is stored. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.V1)
@Kind(ApiGroup.RAY_CLUSTER_KIND)
@Plural(ApiGroup.RAY_CLUSTER_PLURAL)
@Singular(ApiGroup.RAY_CLUSTER_SINGULAR)
public final class StoredRayCluster extends StoredObject {

  private static final List<String> BULKY_ANNOTATIONS =
      List.of(LAST_APPLIED, RayAnnotations.CONVERSION_V1ALPHA1);

  /** Makes one without content. */
  public StoredRayCluster() {
    super(ApiGroup.V1_API_VERSION, ApiGroup.RAY_CLUSTER_KIND, BULKY_ANNOTATIONS);
  }
}

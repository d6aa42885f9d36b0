package io.rayoperator.api.v1alpha1;

import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.ApiResource;

/** A Ray cluster, written in one of four older layouts. */
@Group(ApiGroup.NAME)
@Version(
    value = ApiGroup.V1ALPHA1,
    served = true,
    storage = false,
    deprecated = true,
    deprecationWarning = RayCluster.DEPRECATION_WARNING)
@Kind(ApiGroup.RAY_CLUSTER_KIND)
@Singular(ApiGroup.RAY_CLUSTER_SINGULAR)
@Plural(ApiGroup.RAY_CLUSTER_PLURAL)
@Categories("all")
public class RayCluster extends ApiResource<RayClusterSpec, RayClusterStatus> {

  /** What the API server tells every client that uses this version. */
  static final String DEPRECATION_WARNING =
      "ray.io/v1alpha1 RayCluster is deprecated; use ray.io/v1."
          + " `ray-operator convert -f FILE --to v1` translates manifests of every layout.";
}

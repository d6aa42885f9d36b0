package io.rayoperator.api.v1;

import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Ray cluster: one head pod and groups of worker pods. */
@Group(ApiGroup.NAME)
@Version(value = ApiGroup.V1, served = true, storage = true)
@Kind(ApiGroup.RAY_CLUSTER_KIND)
@Singular(ApiGroup.RAY_CLUSTER_SINGULAR)
@Plural(ApiGroup.RAY_CLUSTER_PLURAL)
@Categories("all")
public class RayCluster extends ApiResource<RayClusterSpec, RayClusterStatus> {}

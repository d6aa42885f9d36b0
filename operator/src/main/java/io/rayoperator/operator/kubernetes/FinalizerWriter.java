package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;

/** Lets RayClusters go that are being deleted. */
public final class FinalizerWriter {

  private final ApiWriter api;

  FinalizerWriter(ApiWriter api) {
    this.api = api;
  }

  /**
   * Replaces the finalizers of a RayCluster, unless the object changed since it was read.
   *
   * @param remaining those that others still have to remove
   */
  public ApiOutcome keepOnly(ObjectMeta cluster, List<String> remaining) {
    return ApiOutcome.await(
        api.patch(
            ApiPaths.rayClusterToPatch(cluster.getNamespace(), cluster.getName()),
            ApiWriter.MERGE_PATCH_TYPE,
            Map.of(
                "metadata",
                Map.of(
                    "resourceVersion",
                    cluster.getResourceVersion(),
                    "uid",
                    cluster.getUid(),
                    "finalizers",
                    remaining))));
  }
}

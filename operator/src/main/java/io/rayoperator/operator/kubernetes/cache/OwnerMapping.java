package io.rayoperator.operator.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cluster of a child. Owners are compared by group and kind: a child that was made
 * through another version belongs to the same cluster (JOSDK's own mapper compares versions as
 * well).
 */
public final class OwnerMapping {

  private OwnerMapping() {}

  static boolean isRayCluster(OwnerReference owner) {
    return ApiGroup.RAY_CLUSTER_KIND.equals(owner.getKind())
        && Absent.asEmpty(owner.getApiVersion()).startsWith(ApiGroup.NAME + "/");
  }

  /** The cluster whose child this is, by its labels; not for pods. */
  public static @Nullable String clusterOf(HasMetadata child) {
    Map<String, String> labels = Absent.asEmpty(child.getMetadata().getLabels());
    return Stream.of(
            RayLabels.HEADLESS_WORKER_SERVICE, RayLabels.CLUSTER, RayLabels.ORIGINATED_FROM_NAME)
        .map(labels::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}

package io.rayoperator.operator.reconciler;

import io.rayoperator.api.v1.RayFinalizers;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.deletion.ReleasedFinalizers;
import java.util.ArrayList;
import java.util.List;

/** Events of a deletion. */
final class DeletionNews {

  private static final String ACTION = "Cleanup";

  private DeletionNews() {}

  /** What it means that these finalizers were removed. */
  static List<RayClusterEvent> of(ReleasedFinalizers finalizers) {
    List<RayClusterEvent> events = new ArrayList<>();
    if (finalizers.idle()) {
      events.add(
          new RayClusterEvent(
              "DeletedIdleRayCluster",
              false,
              ACTION,
              "Ray's autoscaler deleted the cluster because nobody uses it"));
    }
    if (finalizers.leavesRedisState()) {
      // KubeRay's reason for a deletion that goes on without the clean-up (§13.5).
      events.add(
          new RayClusterEvent(
              "ForceDeletedStuckCluster",
              true,
              ACTION,
              "Removed the finalizer "
                  + RayFinalizers.REDIS_CLEANUP
                  + " of KubeRay; the state of the cluster in Redis, if any, was not removed"));
    }
    return events;
  }
}

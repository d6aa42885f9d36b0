package io.rayoperator.operator.model.deletion;

import io.rayoperator.api.v1.RayFinalizers;
import java.util.List;

/**
 * Finalizers that this operator has to remove so that a deletion comes to its end: that of Ray's
 * autoscaler, and the one that KubeRay left when it handed the cluster over. Nobody else would
 * (KubeRay contract §18.5, gap 38).
 *
 * @param released those of ours that are there, in their order
 * @param remaining those of others
 */
public record ReleasedFinalizers(List<String> released, List<String> remaining) {

  private static final List<String> OURS =
      List.of(RayFinalizers.REDIS_CLEANUP, RayFinalizers.IDLE_TERMINATION);

  public ReleasedFinalizers {
    released = List.copyOf(released);
    remaining = List.copyOf(remaining);
  }

  /** Those among the finalizers of an object that is being deleted. */
  public static ReleasedFinalizers of(List<String> finalizers) {
    return new ReleasedFinalizers(
        finalizers.stream().filter(OURS::contains).toList(),
        finalizers.stream().filter(finalizer -> !OURS.contains(finalizer)).toList());
  }

  /** Whether the autoscaler deleted the cluster because nobody uses it. */
  public boolean idle() {
    return released.contains(RayFinalizers.IDLE_TERMINATION);
  }

  /** Whether state may be left in Redis: this version of the operator does not remove it. */
  public boolean leavesRedisState() {
    return released.contains(RayFinalizers.REDIS_CLEANUP);
  }
}

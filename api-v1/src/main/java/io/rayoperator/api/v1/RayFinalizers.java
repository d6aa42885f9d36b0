package io.rayoperator.api.v1;

/** Finalizers of RayClusters, which keep a deleted object until somebody removes them. */
public final class RayFinalizers {

  /**
   * KubeRay's, of clusters whose state is in Redis, until a Job has removed that state (KubeRay
   * contract §1.10, §8.4).
   */
  public static final String REDIS_CLEANUP = "ray.io/gcs-ft-redis-cleanup-finalizer";

  /**
   * That of Ray's autoscaler, which puts it on a cluster that it is about to delete because nobody
   * uses it, so that the operator sees why (Ray 2.60).
   */
  public static final String IDLE_TERMINATION = "ray.io/idle-termination-cleanup-finalizer";

  private RayFinalizers() {}
}

package io.rayoperator.api.v1;

/**
 * Annotations that RayClusters and their pods carry (KubeRay contract §1.6, C.1; design of the
 * conversion).
 */
public final class RayAnnotations {

  // On RayClusters, read by the operator.

  /**
   * {@code true} (any case) switches GCS fault tolerance on, the older way. On head pods: whether
   * it is on.
   */
  public static final String FAULT_TOLERANCE_ENABLED = "ray.io/ft-enabled";

  /** Namespace of the cluster's keys in Redis. */
  public static final String EXTERNAL_STORAGE_NAMESPACE = "ray.io/external-storage-namespace";

  /** Seconds after which a deletion that waits for the Redis clean-up goes on without it. */
  public static final String GCS_FAULT_TOLERANCE_DELETION_TIMEOUT =
      "ray.io/gcs-ft-deletion-timeout";

  /** {@code true} (any case): the user's command and arguments are used as they are. */
  public static final String OVERWRITE_CONTAINER_COMMAND = "ray.io/overwrite-container-cmd";

  /** {@code true} (this case only): the cluster gets a Service for Ray Serve. */
  public static final String ENABLE_SERVE_SERVICE = "ray.io/enable-serve-service";

  /** {@code true} (this case only): a head pod that was ready once is not replaced. */
  public static final String DISABLE_PROVISIONED_HEAD_RESTART =
      "ray.io/disable-provisioned-head-restart";

  // On head pods, written by the operator.

  /** Hash of the spec without what may change in place. */
  public static final String RECREATE_HASH = "ray.io/upgrade-strategy-recreate-hash";

  /**
   * Version of the operator that made the pod; KubeRay's name, so that heads change hands without a
   * restart.
   */
  public static final String OPERATOR_VERSION = "ray.io/kuberay-version";

  // On head and worker pods, written by this operator.

  /** Hash of what the pod was made from: that of its group, not of the whole spec. */
  public static final String TEMPLATE_HASH = "upgrade.ray.io/template-hash";

  // On RayClusters, written by KubeRay's RayService controller.

  public static final String RAY_SERVICE_HASH =
      "ray.io/hash-without-replicas-and-workers-to-delete";
  public static final String RAY_SERVICE_WORKER_GROUPS = "ray.io/num-worker-groups";

  // On RayClusters, written by the conversion.

  /**
   * On v1: the v1alpha1 layout of the user ({@code ant}, {@code bytedance}, {@code microsoft});
   * absent for KubeRay's.
   */
  public static final String CONVERSION_LAYOUT = "conversion.ray.io/layout";

  /** On v1: what v1 cannot express of the v1alpha1 object. */
  public static final String CONVERSION_V1ALPHA1 = "conversion.ray.io/v1alpha1";

  /** On v1alpha1: what the user's layout cannot express of the v1 object. */
  public static final String CONVERSION_V1 = "conversion.ray.io/v1";

  private RayAnnotations() {}
}

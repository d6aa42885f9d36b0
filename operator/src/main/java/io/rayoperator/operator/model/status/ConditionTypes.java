package io.rayoperator.operator.model.status;

import java.util.Set;

/**
 * Types of conditions, and those reasons that are not about a pod in trouble (KubeRay contract
 * §13.2). They are part of the API; messages are not.
 *
 * @see io.rayoperator.operator.model.diagnosis.Reason
 */
public final class ConditionTypes {

  /** Whether the head pod is ready. */
  public static final String HEAD_POD_READY = "HeadPodReady";

  /**
   * Whether as many workers are ready as are wanted, in each group. KubeRay only counts workers,
   * and does not say why some are missing.
   */
  public static final String WORKER_PODS_READY = "WorkerPodsReady";

  /** Whether all pods have been ready at the same time. Stays true until a suspension. */
  public static final String PROVISIONED = "RayClusterProvisioned";

  /** Whether pods are being deleted for a suspension. */
  public static final String SUSPENDING = "RayClusterSuspending";

  /** Whether the cluster is suspended and has no pods. */
  public static final String SUSPENDED = "RayClusterSuspended";

  /** Present while pods cannot be created or deleted. */
  public static final String REPLICA_FAILURE = "ReplicaFailure";

  /**
   * Present while the spec is one that the operator does not act on. KubeRay only writes an event
   * then.
   */
  public static final String INVALID_SPEC = "InvalidSpec";

  /** Present while fields are used that this version does not act on; the cluster runs without. */
  public static final String UNACTED_FIELDS = "UnactedFields";

  /**
   * Whether pods are being replaced because their template changed. Present with the upgrade
   * strategy RollingUpdate only, which KubeRay does not have.
   */
  public static final String UPDATING = "RayClusterUpdating";

  /** A later version may act on it. */
  public static final String NOT_SUPPORTED_YET = "NotSupportedYet";

  /** Outdated pods are being replaced. */
  public static final String UPDATE_PROGRESSING = "RollingUpdateProgressing";

  /** There are outdated pods, and none is replaced: new pods are in trouble. */
  public static final String UPDATE_PAUSED = "RollingUpdatePaused";

  /** All pods are made from the templates of the observed generation. */
  public static final String UP_TO_DATE = "PodsUpToDate";

  /** There is no head pod. */
  public static final String HEAD_POD_NOT_FOUND = "HeadPodNotFound";

  /** The head pod is ready and Kubernetes gives no reason of its own. */
  public static final String HEAD_POD_RUNNING_AND_READY = "HeadPodRunningAndReady";

  /** As many workers are ready as are wanted. */
  public static final String WORKER_PODS_RUNNING_AND_READY = "WorkerPodsRunningAndReady";

  /** Not all pods have been ready at the same time yet. */
  public static final String PODS_PROVISIONING = "RayClusterPodsProvisioning";

  /** All pods have been ready at the same time. */
  public static final String ALL_PODS_READY_FIRST_TIME = "AllPodRunningAndReadyFirstTime";

  /** Types that this operator sets; others may set theirs. */
  static final Set<String> OURS =
      Set.of(
          HEAD_POD_READY,
          WORKER_PODS_READY,
          PROVISIONED,
          SUSPENDING,
          SUSPENDED,
          REPLICA_FAILURE,
          INVALID_SPEC,
          UNACTED_FIELDS,
          UPDATING);

  private ConditionTypes() {}
}

package io.rayoperator.api.v1;

/**
 * Labels that RayClusters and their children carry, and the values that have a meaning (KubeRay
 * contract §1.5, §1.8, C.1). Selectors of clients and of a take-over from KubeRay depend on each of
 * them.
 */
public final class RayLabels {

  // On pods; users cannot override the first three.

  /** Name of the RayCluster. */
  public static final String CLUSTER = "ray.io/cluster";

  /** {@link #HEAD}, {@link #WORKER} or {@link #REDIS_CLEANUP}. */
  public static final String NODE_TYPE = "ray.io/node-type";

  /** {@link #HEAD_GROUP} or the name of the worker group. */
  public static final String GROUP = "ray.io/group";

  /** {@link #YES} on every Ray pod. */
  public static final String IS_RAY_NODE = "ray.io/is-ray-node";

  /** Cluster name and node type, as in {@code mycluster-head}; the last 63 characters of it. */
  public static final String IDENTIFIER = "ray.io/identifier";

  /** {@code true} on pods that may receive Ray Serve traffic; a name on Services of Ray Serve. */
  public static final String SERVE = "ray.io/serve";

  /** Name of the replica of a multi-host group, shared by its pods. */
  public static final String REPLICA_NAME = "ray.io/worker-group-replica-name";

  /** Number of the replica within its group, from 0. */
  public static final String REPLICA_INDEX = "ray.io/worker-group-replica-index";

  /** Number of the pod within its multi-host replica, from 0. */
  public static final String REPLICA_HOST_INDEX = "ray.io/replica-host-index";

  // On other children.

  /** Name of the RayCluster, on the headless Service of its workers. */
  public static final String HEADLESS_WORKER_SERVICE = "ray.io/headless-worker-svc";

  // On RayClusters, written by those who create them.

  /** Name of the RayJob, RayService or RayCluster that an object was made for. */
  public static final String ORIGINATED_FROM_NAME = "ray.io/originated-from-cr-name";

  /** Kind of the object that {@link #ORIGINATED_FROM_NAME} names. */
  public static final String ORIGINATED_FROM_KIND = "ray.io/originated-from-crd";

  /** How the RayJob that owns a cluster submits its job. */
  public static final String JOB_SUBMISSION_MODE = "ray.io/job-submission-mode";

  /** Priority class that batch schedulers use for the whole cluster. */
  public static final String PRIORITY_CLASS_NAME = "ray.io/priority-class-name";

  /** {@code true} asks the batch scheduler to place all pods or none. */
  public static final String GANG_SCHEDULING_ENABLED = "ray.io/gang-scheduling-enabled";

  // Of Kubernetes.

  public static final String APP_NAME = "app.kubernetes.io/name";
  public static final String APP_CREATED_BY = "app.kubernetes.io/created-by";
  public static final String APP_COMPONENT = "app.kubernetes.io/component";

  // Values.

  public static final String YES = "yes";
  public static final String HEAD = "head";
  public static final String WORKER = "worker";
  public static final String REDIS_CLEANUP = "redis-cleanup";

  /** Group of the head pod; no worker group may have this name. */
  public static final String HEAD_GROUP = "headgroup";

  /** Value of {@link #APP_NAME}; kept from KubeRay, because clients select by it. */
  public static final String APP_NAME_VALUE = "kuberay";

  /** Value of {@link #APP_CREATED_BY}; kept from KubeRay, because clients select by it. */
  public static final String APP_CREATED_BY_VALUE = "kuberay-operator";

  private RayLabels() {}
}

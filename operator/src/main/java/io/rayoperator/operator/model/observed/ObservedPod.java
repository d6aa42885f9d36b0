package io.rayoperator.operator.model.observed;

import io.rayoperator.api.v1.RayLabels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the cluster.
 *
 * @param controlled whether the RayCluster is its controller; only then it may be deleted
 * @param nodeType value of the label {@code ray.io/node-type}
 * @param group value of the label {@code ray.io/group}
 * @param phase as in {@code status.phase}; {@code Pending} if there is none yet
 * @param ready its Ready condition, if it has one
 * @param rayContainerTerminated whether the Ray container has ended
 * @param restartPolicy of the pod; {@code Always} if absent
 * @param terminating whether it is being deleted
 * @param createdAt to the second
 * @param ip empty while it has none
 * @param replicaIndex number of its replica, if it is numbered
 * @param replicaName name of its replica, in multi-host groups
 * @param scheduling whether it has a node
 * @param container the first container that waits, has ended, or runs again after an end without
 *     being ready; null if there is none
 * @param initContainer the container that is run before the others, or fails in that; null if none
 *     is
 * @param ending why somebody ended the pod, if somebody did
 * @param origin what it was made from, and by whom
 */
public record ObservedPod(
    String name,
    String uid,
    boolean controlled,
    String nodeType,
    String group,
    String phase,
    @Nullable ReadyCondition ready,
    boolean rayContainerTerminated,
    String restartPolicy,
    boolean terminating,
    Instant createdAt,
    String ip,
    @Nullable Integer replicaIndex,
    @Nullable String replicaName,
    Scheduling scheduling,
    @Nullable ContainerState container,
    @Nullable ContainerState initContainer,
    @Nullable Ending ending,
    Origin origin) {

  public static final String PENDING = "Pending";
  private static final String RUNNING = "Running";

  /**
   * The Ready condition of a pod.
   *
   * @param status {@code True}, {@code False} or {@code Unknown}
   * @param reason empty if there is none
   * @param message empty if there is none
   */
  public record ReadyCondition(String status, String reason, String message) {

    public boolean isTrue() {
      return status.equals("True");
    }
  }

  /**
   * What the annotations of a pod say about where it comes from.
   *
   * @param templateHash of its group; empty if another operator made it
   * @param recreateHash of the whole spec; on heads only, otherwise empty
   * @param operatorVersion that made or adopted it; on heads only, otherwise empty
   */
  public record Origin(String templateHash, String recreateHash, String operatorVersion) {

    public static final Origin UNKNOWN = new Origin("", "", "");
  }

  public boolean isHead() {
    return nodeType.equals(RayLabels.HEAD);
  }

  public boolean isWorker() {
    return nodeType.equals(RayLabels.WORKER);
  }

  public boolean running() {
    return phase.equals(RUNNING);
  }

  /** Running with a Ready condition that is true. */
  public boolean runningAndReady() {
    return running() && ready != null && ready.isTrue();
  }

  /** Running, and no Ready condition says otherwise (KubeRay contract D.11). */
  public boolean runningAndNotUnready() {
    return running() && (ready == null || ready.isTrue());
  }

  /**
   * Whether the pod has come to its end and has to be replaced (§5.6). Pods that wait, or whose
   * containers the kubelet restarts, are left alone.
   */
  public boolean finished() {
    return switch (phase) {
      case "Failed", "Succeeded" -> true;
      case RUNNING -> rayContainerTerminated && restartPolicy.equals("Never");
      default -> false;
    };
  }

  /** The same pod, after its deletion was asked for. */
  public ObservedPod asTerminating() {
    return with(controlled, true);
  }

  /** The same pod, in the eyes of a cluster that is not its controller. */
  public ObservedPod asUncontrolled() {
    return with(false, terminating);
  }

  private ObservedPod with(boolean controlled, boolean terminating) {
    return new ObservedPod(
        name,
        uid,
        controlled,
        nodeType,
        group,
        phase,
        ready,
        rayContainerTerminated,
        restartPolicy,
        terminating,
        createdAt,
        ip,
        replicaIndex,
        replicaName,
        scheduling,
        container,
        initContainer,
        ending,
        origin);
  }
}

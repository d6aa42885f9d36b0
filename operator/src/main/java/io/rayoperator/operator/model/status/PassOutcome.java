package io.rayoperator.operator.model.status;

import io.rayoperator.operator.model.diagnosis.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a pass went.
 *
 * @param failed whether anything failed or stood in the way
 * @param replicaFailure the first thing that keeps pods from being created or deleted
 * @param refusals why pods were not created, by group; usually none
 */
public record PassOutcome(
    boolean failed, @Nullable ReplicaFailure replicaFailure, Map<String, Refusal> refusals) {

  public static final PassOutcome SUCCESS = new PassOutcome(false, null, Map.of());

  public PassOutcome {
    refusals = Map.copyOf(refusals);
  }

  /**
   * Why pods cannot be created or deleted.
   *
   * @param reason part of the API
   * @param message for people
   */
  public record ReplicaFailure(String reason, String message) {

    /** The failure of a call that creates or deletes pods. */
    public static ReplicaFailure of(Reason reason, String message) {
      return new ReplicaFailure(reason.text, message);
    }

    /** Something that pods cannot do without was not created or changed. */
    public static ReplicaFailure ofChild(String verb, String kind, String message) {
      return new ReplicaFailure("Failed" + verb + kind, message);
    }

    /** Nothing was tried: what exists does not allow it. */
    public static ReplicaFailure blocked(String message) {
      return new ReplicaFailure("PodsBlocked", message);
    }
  }

  /** What could not be done (KubeRay contract §13.2). */
  public enum Reason {
    DELETE_ALL_PODS("FailedDeleteAllPods"),
    DELETE_HEAD_POD("FailedDeleteHeadPod"),
    CREATE_HEAD_POD("FailedCreateHeadPod"),
    DELETE_WORKER_POD("FailedDeleteWorkerPod"),
    CREATE_WORKER_POD("FailedCreateWorkerPod");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }
}

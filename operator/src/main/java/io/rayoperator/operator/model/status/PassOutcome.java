package io.rayoperator.operator.model.status;

import org.jspecify.annotations.Nullable;

/**
 * How a pass went.
 *
 * @param failed whether anything failed or stood in the way
 * @param replicaFailure why pods could not be created or deleted, if that failed
 */
public record PassOutcome(boolean failed, @Nullable ReplicaFailure replicaFailure) {

  public static final PassOutcome SUCCESS = new PassOutcome(false, null);

  /**
   * The failure of a call that creates or deletes pods.
   *
   * @param reason what could not be done; part of the API
   * @param message what the API server said
   */
  public record ReplicaFailure(Reason reason, String message) {}

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

    public String text() {
      return text;
    }
  }
}

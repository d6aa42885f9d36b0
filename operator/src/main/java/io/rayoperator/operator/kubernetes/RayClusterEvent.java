package io.rayoperator.operator.kubernetes;

/**
 * Something that users should know about a RayCluster (KubeRay contract §13.5).
 *
 * @param note for people; shortened if it is longer than the API server takes
 */
public record RayClusterEvent(Reason reason, String note) {

  /** What happened. The names are part of the API. */
  public enum Reason {
    INVALID_METADATA("InvalidRayClusterMetadata", Type.WARNING, Action.VALIDATE),
    INVALID_SPEC("InvalidRayClusterSpec", Type.WARNING, Action.VALIDATE),
    CREATED_HEAD_POD("CreatedHeadPod", Type.NORMAL, Action.CREATE),
    FAILED_TO_CREATE_HEAD_POD("FailedToCreateHeadPod", Type.WARNING, Action.CREATE),
    DELETED_HEAD_POD("DeletedHeadPod", Type.NORMAL, Action.DELETE),
    FAILED_TO_DELETE_HEAD_POD("FailedToDeleteHeadPod", Type.WARNING, Action.DELETE),
    CREATED_WORKER_POD("CreatedWorkerPod", Type.NORMAL, Action.CREATE),
    FAILED_TO_CREATE_WORKER_POD("FailedToCreateWorkerPod", Type.WARNING, Action.CREATE),
    DELETED_WORKER_POD("DeletedWorkerPod", Type.NORMAL, Action.DELETE),
    FAILED_TO_DELETE_WORKER_POD("FailedToDeleteWorkerPod", Type.WARNING, Action.DELETE),
    DELETED_POD("DeletedPod", Type.NORMAL, Action.DELETE),
    FAILED_TO_DELETE_PODS("FailedToDeletePodCollection", Type.WARNING, Action.DELETE),
    CREATED_SERVICE("CreatedService", Type.NORMAL, Action.CREATE),
    UPDATED_SERVICE("UpdatedService", Type.NORMAL, Action.UPDATE),
    DELETED_SERVICE("DeletedService", Type.NORMAL, Action.DELETE),
    FAILED_TO_CREATE_SERVICE("FailedToCreateService", Type.WARNING, Action.CREATE),
    FAILED_TO_UPDATE_SERVICE("FailedToUpdateService", Type.WARNING, Action.UPDATE),
    FAILED_TO_DELETE_SERVICE("FailedToDeleteService", Type.WARNING, Action.DELETE);

    private final String text;
    private final Type type;
    private final Action action;

    Reason(String text, Type type, Action action) {
      this.text = text;
      this.type = type;
      this.action = action;
    }

    public String text() {
      return text;
    }

    /** Whether something could not be done; it may fail in the same way again. */
    public boolean isFailure() {
      return type == Type.WARNING;
    }

    String type() {
      return type.text;
    }

    String action() {
      return action.text;
    }
  }

  private enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }
  }

  private enum Action {
    CREATE("Create"),
    DELETE("Delete"),
    UPDATE("Update"),
    VALIDATE("Validate");

    private final String text;

    Action(String text) {
      this.text = text;
    }
  }
}

package io.rayoperator.operator.model.scale;

/** Why a pod is deleted, with the words that complete "deleted pod ...". */
public enum DeletionReason {
  /** The pod has failed, succeeded or lost its Ray container for good. */
  FINISHED("because it has ended"),
  /** The autoscaler named it in {@code workersToDelete}. */
  NAMED("because the autoscaler named it"),
  /** The group has more pods than wanted. */
  SURPLUS("because its group has fewer replicas now"),
  /** The group is suspended. */
  GROUP_SUSPENDED("because its group is suspended"),
  /** The group is no longer in the spec. */
  GROUP_REMOVED("because its group was removed"),
  /** Other pods of the same multi-host replica are missing. */
  REPLICA_INCOMPLETE("because its replica is incomplete"),
  /** The template of the group has changed, and pods are replaced few at a time. */
  OUTDATED("because its template has changed"),
  /** The spec has changed, and all pods are replaced at once. */
  RECREATED("because the cluster is recreated from its new spec"),
  /** The cluster is suspended. */
  CLUSTER_SUSPENDED("because the cluster is suspended"),
  /** The autoscaler has suspended the cluster. */
  CLUSTER_IDLE("because nobody uses the cluster");

  private final String text;

  DeletionReason(String text) {
    this.text = text;
  }

  /** Whether all pods of the cluster go. */
  public boolean allPods() {
    return switch (this) {
      case RECREATED, CLUSTER_SUSPENDED, CLUSTER_IDLE -> true;
      default -> false;
    };
  }

  public String text() {
    return text;
  }
}

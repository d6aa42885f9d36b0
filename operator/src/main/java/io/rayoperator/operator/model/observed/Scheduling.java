package io.rayoperator.operator.model.observed;

/**
 * What the scheduler says about a pod.
 *
 * @param done whether the pod has a node
 * @param reason why it has none, such as {@code Unschedulable}; empty if the scheduler has not said
 * @param message may be empty; says the same as long as nothing else is the case
 */
public record Scheduling(boolean done, String reason, String message) {

  /** No node fits; that may change, with other nodes or other pods. */
  public static final String UNSCHEDULABLE = "Unschedulable";

  /** The scheduler is not allowed to look at the pod yet. */
  public static final String GATED = "SchedulingGated";

  public static final Scheduling DONE = new Scheduling(true, "", "");

  public static final Scheduling NOT_REPORTED = new Scheduling(false, "", "");
}

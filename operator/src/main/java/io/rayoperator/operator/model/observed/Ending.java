package io.rayoperator.operator.model.observed;

/**
 * Why somebody ended a pod that had not come to its end itself.
 *
 * @param reason such as {@code Evicted} or {@code PreemptionByScheduler}
 * @param message may be empty
 */
public record Ending(String reason, String message) {}

package io.rayoperator.operator.reconciler;

import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.StatusCalculator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether a status is worth a write now. Decisive changes are written at once; mere
 * progress now and then, so that a hundred pods that start do not cause a hundred writes.
 */
final class StatusReport {

  private StatusReport() {}

  /**
   * How long the write can wait; empty if there is nothing to write.
   *
   * @param settled whether the cluster has arrived where it is meant to be
   */
  static Optional<Duration> delay(
      RayClusterStatus previous,
      RayClusterStatus next,
      boolean settled,
      StatusPace pace,
      Instant now) {
    if (!StatusCalculator.differ(previous, next)) {
      return Optional.empty();
    }
    return Optional.of(
        isProgress(previous, next, settled) ? pace.untilNextProgress(now) : Duration.ZERO);
  }

  /** Whether pods come up or go, and nothing else. */
  static boolean isProgress(RayClusterStatus previous, RayClusterStatus next, boolean settled) {
    return !settled && !decisive(previous, next);
  }

  private static boolean decisive(RayClusterStatus previous, RayClusterStatus next) {
    return !Objects.equals(previous.getObservedGeneration(), next.getObservedGeneration())
        || !Objects.equals(previous.getState(), next.getState())
        || !lasting(previous).equals(lasting(next));
  }

  /** Of the conditions what does not come and go while pods start. */
  private static List<Object> lasting(RayClusterStatus status) {
    return Absent.asEmpty(status.getConditions()).stream()
        .filter(
            condition ->
                !ConditionTypes.WORKER_PODS_READY.equals(Absent.asEmpty(condition.getType())))
        .map(StatusReport::withoutProgress)
        .toList();
  }

  /** Messages that count pods. */
  private static Object withoutProgress(RayClusterCondition condition) {
    return switch (Absent.asEmpty(condition.getType())) {
      case ConditionTypes.UPDATING, ConditionTypes.PROVISIONED ->
          Arrays.asList(condition.getType(), condition.getStatus(), condition.getReason());
      case ConditionTypes.HEAD_POD_READY ->
          Arrays.asList(condition.getType(), condition.getStatus());
      default -> condition;
    };
  }
}

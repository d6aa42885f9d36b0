package io.rayoperator.operator.reconciler;

import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import java.util.Optional;

/** Events of a rolling update: its turns, each once. Single pods have events of their own. */
final class RolloutNews {

  private static final String ACTION = "Update";

  private RolloutNews() {}

  /** What the step from one written status to the next means for an update. */
  static Optional<RayClusterEvent> between(RayClusterStatus previous, RayClusterStatus next) {
    String before = reason(previous);
    String after = reason(next);
    if (before.equals(after)) {
      return Optional.empty();
    }
    boolean paused = before.equals(ConditionTypes.UPDATE_PAUSED);
    boolean progressing = before.equals(ConditionTypes.UPDATE_PROGRESSING);
    return switch (after) {
      case ConditionTypes.UPDATE_PROGRESSING ->
          Optional.of(event(paused ? "RollingUpdateResumed" : "RollingUpdateStarted", false, next));
      case ConditionTypes.UPDATE_PAUSED -> Optional.of(event("RollingUpdatePaused", true, next));
      case ConditionTypes.UP_TO_DATE ->
          paused || progressing
              ? Optional.of(event("RollingUpdateCompleted", false, next))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static RayClusterEvent event(String reason, boolean warning, RayClusterStatus status) {
    String message =
        Conditions.find(status, ConditionTypes.UPDATING)
            .map(RayClusterCondition::getMessage)
            .orElse("");
    return new RayClusterEvent(
        reason, warning, ACTION, message.isEmpty() ? "All pods are up to date" : message);
  }

  private static String reason(RayClusterStatus status) {
    return Conditions.find(status, ConditionTypes.UPDATING)
        .map(condition -> Absent.asEmpty(condition.getReason()))
        .orElse("");
  }
}

package io.rayoperator.operator.reconciler;

import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.diagnosis.Reason;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events of pods that need help, under the reason of the condition that tells the same: each once,
 * when the condition gets that reason.
 */
final class ReadinessNews {

  private static final String ACTION = "Reconcile";

  private ReadinessNews() {}

  /** What the step from one written status to the next means. */
  static List<RayClusterEvent> between(RayClusterStatus previous, RayClusterStatus next) {
    return Stream.of(
            trouble(ConditionTypes.HEAD_POD_READY, "Head pod: ", previous, next),
            trouble(ConditionTypes.WORKER_PODS_READY, "", previous, next))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<RayClusterEvent> trouble(
      String type, String prefix, RayClusterStatus previous, RayClusterStatus next) {
    String before = reason(previous, type);
    return Conditions.find(next, type)
        .filter(condition -> Reason.needsHelp(Absent.asEmpty(condition.getReason())))
        .filter(condition -> !before.equals(condition.getReason()))
        .map(
            condition ->
                new RayClusterEvent(
                    Absent.asEmpty(condition.getReason()),
                    true,
                    ACTION,
                    prefix + Absent.asEmpty(condition.getMessage())));
  }

  private static String reason(RayClusterStatus status, String type) {
    return Conditions.find(status, type)
        .map(RayClusterCondition::getReason)
        .map(Absent::asEmpty)
        .orElse("");
  }
}

package io.rayoperator.operator.model.status;

import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.ContainerTrouble;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import java.util.List;
import java.util.regex.Pattern;

/** Says how the head pod is (KubeRay contract §13.2). */
final class HeadPodCondition {

  private static final String CONTAINERS_NOT_READY = "ContainersNotReady";

  /** What the API server takes for a reason. */
  private static final Pattern REASON =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]{0,1022}[A-Za-z0-9_])?");

  private HeadPodCondition() {}

  static void set(Conditions conditions, List<ObservedPod> heads) {
    if (heads.isEmpty()) {
      conditions.set(
          ConditionTypes.HEAD_POD_READY,
          false,
          ConditionTypes.HEAD_POD_NOT_FOUND,
          "There is no head pod.");
      return;
    }
    ObservedPod head = heads.getFirst();
    ReadyCondition ready = head.ready();
    if (ready == null) {
      conditions.set(ConditionTypes.HEAD_POD_READY, false, ConditionTypes.UNKNOWN, "");
      return;
    }
    String reason = ready.reason();
    String message = ready.message();
    ContainerTrouble trouble = head.trouble();
    if (reason.equals(CONTAINERS_NOT_READY)
        && trouble != null
        && REASON.matcher(trouble.reason()).matches()) {
      reason = trouble.reason();
      message =
          (message.isEmpty() ? "" : message + "; ")
              + trouble.container()
              + ": "
              + trouble.message();
    }
    if (reason.isEmpty() && ready.isTrue()) {
      reason = ConditionTypes.HEAD_POD_RUNNING_AND_READY;
    }
    if (!REASON.matcher(reason).matches()) {
      reason = ConditionTypes.UNKNOWN;
    }
    conditions.set(ConditionTypes.HEAD_POD_READY, ready.status(), reason, message);
  }
}

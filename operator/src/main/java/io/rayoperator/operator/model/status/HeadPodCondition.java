package io.rayoperator.operator.model.status;

import io.rayoperator.operator.model.diagnosis.PodDiagnosis;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import java.util.List;

/**
 * Says how the head pod is (KubeRay contract §13.2). Where KubeRay says {@code Unknown}, or what
 * the kubelet said last, this says what is the case.
 */
final class HeadPodCondition {

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
    if (ready != null && ready.isTrue()) {
      conditions.set(
          ConditionTypes.HEAD_POD_READY,
          true,
          ready.reason().isEmpty() ? ConditionTypes.HEAD_POD_RUNNING_AND_READY : ready.reason(),
          ready.message());
      return;
    }
    PodDiagnosis diagnosis = PodDiagnosis.of(head);
    conditions.set(
        ConditionTypes.HEAD_POD_READY,
        ready == null ? "False" : ready.status(),
        diagnosis.reason(),
        diagnosis.message());
  }
}

package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import org.junit.jupiter.api.Test;

class ReadinessNewsTest {

  @Test
  void troubleIsToldWhenItBegins() {
    assertThat(
            ReadinessNews.between(
                status("HeadPodReady", "ContainerCreating", ""),
                status("HeadPodReady", "CrashLoopBackOff", "ended with exit code 1")))
        .containsExactly(
            new RayClusterEvent(
                "CrashLoopBackOff", true, "Reconcile", "Head pod: ended with exit code 1"));
    assertThat(
            ReadinessNews.between(
                new RayClusterStatus(),
                status("WorkerPodsReady", "Unschedulable", "a: 0 of 1 pods ready")))
        .containsExactly(
            new RayClusterEvent("Unschedulable", true, "Reconcile", "a: 0 of 1 pods ready"));
  }

  @Test
  void troubleIsNotToldAgainWhenItAffectsMorePods() {
    assertThat(
            ReadinessNews.between(
                status("WorkerPodsReady", "Unschedulable", "a: 0 of 1 pods ready"),
                status("WorkerPodsReady", "Unschedulable", "a: 0 of 2 pods ready")))
        .isEmpty();
  }

  @Test
  void whatNeedsTimeOrIsToldOtherwiseIsNoTrouble() {
    for (String reason :
        new String[] {
          "ContainerCreating", "WaitingForGcs", "WorkerPodsNotFound", "QuotaExceeded"
        }) {
      assertThat(
              ReadinessNews.between(new RayClusterStatus(), status("WorkerPodsReady", reason, "m")))
          .isEmpty();
    }
  }

  private static RayClusterStatus status(String type, String reason, String message) {
    assertThat(type).isIn(ConditionTypes.HEAD_POD_READY, ConditionTypes.WORKER_PODS_READY);
    RayClusterStatus status = new RayClusterStatus();
    status.setConditions(new Conditions(status, NOW).set(type, false, reason, message).toList());
    return status;
  }
}

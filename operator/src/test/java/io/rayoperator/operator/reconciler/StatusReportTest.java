package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Contract("13.4")
class StatusReportTest {

  @Test
  void nothingIsWrittenWhenNothingDiffers() {
    assertThat(StatusReport.delay(status(1, 1), status(1, 1), true, Instant.MIN, NOW)).isEmpty();
  }

  @Test
  void theFirstStatusAndNewGenerationsAreWrittenAtOnce() {
    assertThat(StatusReport.delay(new RayClusterStatus(), status(1, 0), false, NOW, NOW))
        .hasValue(Duration.ZERO);
    assertThat(StatusReport.delay(status(1, 0), status(2, 0), false, NOW, NOW))
        .hasValue(Duration.ZERO);
  }

  @Test
  void arrivalIsWrittenAtOnce() {
    assertThat(StatusReport.delay(status(1, 1), status(1, 2), true, NOW, NOW))
        .hasValue(Duration.ZERO);
  }

  @Test
  void conditionsThatLastAreWrittenAtOnce() {
    RayClusterStatus failed = status(1, 1);
    failed.setConditions(
        new Conditions(failed, NOW).set(ConditionTypes.REPLICA_FAILURE, true, "R", "").toList());
    assertThat(StatusReport.delay(status(1, 1), failed, false, NOW, NOW)).hasValue(Duration.ZERO);
  }

  @Test
  void progressIsWrittenOnceASecond() {
    RayClusterStatus progress = status(1, 2);
    progress.setConditions(
        new Conditions(progress, NOW).set(ConditionTypes.HEAD_POD_READY, true, "R", "").toList());
    assertThat(StatusReport.delay(status(1, 1), progress, false, NOW, NOW.plusMillis(300)))
        .hasValue(Duration.ofMillis(700));
    assertThat(StatusReport.delay(status(1, 1), progress, false, NOW, NOW.plusSeconds(2)))
        .hasValue(Duration.ZERO);
    assertThat(StatusReport.delay(status(1, 1), progress, false, Instant.MIN, NOW))
        .hasValue(Duration.ZERO);
  }

  private static RayClusterStatus status(long generation, int readyWorkers) {
    RayClusterStatus status = new RayClusterStatus();
    status.setObservedGeneration(generation);
    status.setReadyWorkerReplicas(readyWorkers);
    return status;
  }
}

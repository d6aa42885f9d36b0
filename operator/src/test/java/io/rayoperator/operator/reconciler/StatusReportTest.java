package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Contract("13.4")
class StatusReportTest {

  private static final StatusPace PACE = StatusPace.START.written(NOW, false);

  @Test
  void nothingIsWrittenWhenNothingDiffers() {
    assertThat(StatusReport.delay(status(1, 1), status(1, 1), true, PACE, NOW)).isEmpty();
  }

  @Test
  void theFirstStatusAndNewGenerationsAreWrittenAtOnce() {
    assertThat(StatusReport.delay(new RayClusterStatus(), status(1, 0), false, PACE, NOW))
        .hasValue(Duration.ZERO);
    assertThat(StatusReport.delay(status(1, 0), status(2, 0), false, PACE, NOW))
        .hasValue(Duration.ZERO);
  }

  @Test
  void arrivalIsWrittenAtOnce() {
    assertThat(StatusReport.delay(status(1, 1), status(1, 2), true, PACE, NOW))
        .hasValue(Duration.ZERO);
  }

  @Test
  void conditionsThatLastAreWrittenAtOnce() {
    RayClusterStatus failed = status(1, 1);
    failed.setConditions(
        new Conditions(failed, NOW).set(ConditionTypes.REPLICA_FAILURE, true, "R", "").toList());
    assertThat(StatusReport.delay(status(1, 1), failed, false, PACE, NOW)).hasValue(Duration.ZERO);
  }

  @Test
  void readinessOfTheHeadIsWrittenAtOnceAndItsReasonsAreProgress() {
    RayClusterStatus waiting = withHead(false, "ContainerCreating");
    assertThat(StatusReport.delay(waiting, withHead(true, "Running"), false, PACE, NOW))
        .hasValue(Duration.ZERO);
    assertThat(StatusReport.delay(waiting, withHead(false, "Unready"), false, PACE, NOW))
        .hasValue(Duration.ofSeconds(1));
  }

  @Test
  void progressIsWrittenNowAndThen() {
    assertThat(progress(PACE, NOW.plusMillis(300))).hasValue(Duration.ofMillis(700));
    assertThat(progress(PACE, NOW.plusSeconds(2))).hasValue(Duration.ZERO);
    assertThat(progress(StatusPace.START, NOW)).hasValue(Duration.ZERO);
  }

  @Test
  void progressInARowIsWrittenLessAndLessOften() {
    StatusPace pace = StatusPace.START.written(NOW, true);
    assertThat(progress(pace, NOW)).hasValue(Duration.ofSeconds(2));
    pace = pace.written(NOW, true).written(NOW, true).written(NOW, true);
    assertThat(progress(pace, NOW)).hasValue(Duration.ofSeconds(8));
    assertThat(progress(pace.written(NOW, false), NOW)).hasValue(Duration.ofSeconds(1));
  }

  private static Optional<Duration> progress(StatusPace pace, Instant now) {
    return StatusReport.delay(status(1, 1), status(1, 2), false, pace, now);
  }

  private static RayClusterStatus withHead(boolean isReady, String reason) {
    RayClusterStatus status = status(1, 1);
    status.setConditions(
        new Conditions(status, NOW)
            .set(ConditionTypes.HEAD_POD_READY, isReady, reason, "")
            .toList());
    return status;
  }

  private static RayClusterStatus status(long generation, int readyWorkers) {
    RayClusterStatus status = new RayClusterStatus();
    status.setObservedGeneration(generation);
    status.setReadyWorkerReplicas(readyWorkers);
    return status;
  }
}

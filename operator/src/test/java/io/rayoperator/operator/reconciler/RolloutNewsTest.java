package io.rayoperator.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.status.Conditions;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutNewsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | RollingUpdateProgressing | RollingUpdateStarted
          PodsUpToDate             | RollingUpdateProgressing | RollingUpdateStarted
          RollingUpdateProgressing | RollingUpdateProgressing |
          RollingUpdateProgressing | RollingUpdatePaused      | RollingUpdatePaused
          PodsUpToDate             | RollingUpdatePaused      | RollingUpdatePaused
          RollingUpdatePaused      | RollingUpdatePaused      |
          RollingUpdatePaused      | RollingUpdateProgressing | RollingUpdateResumed
          RollingUpdateProgressing | PodsUpToDate             | RollingUpdateCompleted
          RollingUpdatePaused      | PodsUpToDate             | RollingUpdateCompleted
          ''                       | PodsUpToDate             |
          RollingUpdateProgressing | ''                       |
          """)
  void turnsAreToldOnce(String before, String after, String event) {
    assertThat(RolloutNews.between(status(before), status(after)).map(RayClusterEvent::reason))
        .isEqualTo(Optional.ofNullable(event));
  }

  private static RayClusterStatus status(String reason) {
    RayClusterStatus status = new RayClusterStatus();
    if (!reason.isEmpty()) {
      status.setConditions(
          new Conditions(status, TestPods.NOW)
              .set("RayClusterUpdating", !reason.equals("PodsUpToDate"), reason, "")
              .toList());
    }
    return status;
  }
}

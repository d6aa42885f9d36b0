package io.rayoperator.operator.model.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.legacy.LegacyStatus.Facts;
import io.rayoperator.testing.GuideRow;
import org.junit.jupiter.api.Test;

/** Phases as the columns of `kubectl get rayclusters.cluster.ray.io` show them. */
class LegacyStatusTest {

  private static final Facts NOTHING_YET = new Facts(false, "", "a");
  private static final Facts FIRST_HEAD = new Facts(true, "head-1", "a");
  private static final LegacyStatus RUNNING = LegacyStatus.NONE.next(FIRST_HEAD);

  @Test
  void aNewClusterIsUpdatingUntilItsHeadIsReady() {
    LegacyStatus fresh = LegacyStatus.NONE.next(NOTHING_YET);
    assertThat(fresh).isEqualTo(new LegacyStatus("Updating", 0, null, "a"));
    assertThat(fresh.next(new Facts(false, "head-1", "a")).phase()).isEqualTo("Updating");
    assertThat(fresh.next(FIRST_HEAD)).isEqualTo(new LegacyStatus("Running", 0, "head-1", "a"));
  }

  @Test
  void nothingNewChangesNothing() {
    assertThat(RUNNING.next(FIRST_HEAD)).isEqualTo(RUNNING);
  }

  @Test
  @GuideRow("003-18")
  void aHeadThatIsLostIsCountedOnce() {
    LegacyStatus lost = RUNNING.next(new Facts(false, "head-1", "a"));
    assertThat(lost.phase()).isEqualTo("AutoscalingExceptionRecovery");
    assertThat(lost.autoscalerRetries()).isEqualTo(1);
    LegacyStatus starting = lost.next(new Facts(false, "head-2", "a"));
    assertThat(starting.phase()).isEqualTo("AutoscalingExceptionRecovery");
    assertThat(starting.next(new Facts(true, "head-2", "a")))
        .isEqualTo(new LegacyStatus("Running", 1, "head-2", "a"));
  }

  @Test
  void aHeadThatWasReplacedBetweenTwoLooksIsCountedToo() {
    LegacyStatus noticed = RUNNING.next(new Facts(true, "head-2", "a"));
    assertThat(noticed)
        .isEqualTo(new LegacyStatus("AutoscalingExceptionRecovery", 1, "head-2", "a"));
    assertThat(noticed.next(new Facts(true, "head-2", "a")))
        .isEqualTo(new LegacyStatus("Running", 1, "head-2", "a"));
  }

  @Test
  @GuideRow("003-18")
  void anotherWishIsNoFailure() {
    LegacyStatus wished = RUNNING.next(new Facts(true, "head-1", "b"));
    assertThat(wished.phase()).isEqualTo("Updating");
    LegacyStatus between = wished.next(new Facts(false, "", "b"));
    assertThat(between.phase()).isEqualTo("Updating");
    assertThat(between.next(new Facts(true, "head-2", "b")))
        .isEqualTo(new LegacyStatus("Running", 0, "head-2", "b"));
  }

  @Test
  void aWishThatIsTakenBackLeavesItRunning() {
    assertThat(RUNNING.next(new Facts(true, "head-1", "b")).next(FIRST_HEAD)).isEqualTo(RUNNING);
  }

  @Test
  void anErrorEndsWhenTheClusterRuns() {
    LegacyStatus error = RUNNING.error();
    assertThat(error.phase()).isEqualTo("Error");
    assertThat(error.next(FIRST_HEAD)).isEqualTo(RUNNING);
    assertThat(LegacyStatus.NONE.error().next(NOTHING_YET).phase()).isEqualTo("Updating");
  }
}

package io.rayoperator.benchmarks.scale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long BEGIN = 1_000_000_000L;

  @Test
  void theFirstIsDueAtOnce() {
    assertThat(new Pace(4, BEGIN).wait(0, BEGIN)).isZero();
  }

  @Test
  void eachFollowsAtTheRate() {
    assertThat(new Pace(4, BEGIN).wait(2, BEGIN)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void whatCameLateIsMadeUpFor() {
    Pace pace = new Pace(4, BEGIN);
    long late = BEGIN + Duration.ofMillis(600).toNanos();
    assertThat(pace.wait(2, late)).isZero();
    assertThat(pace.wait(3, late)).isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void withoutARateNobodyWaits() {
    assertThat(new Pace(0, BEGIN).wait(1000, BEGIN)).isZero();
  }
}

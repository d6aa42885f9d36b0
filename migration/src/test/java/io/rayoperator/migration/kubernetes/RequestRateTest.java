package io.rayoperator.migration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {

  private final AtomicLong now = new AtomicLong();
  private final RequestRate rate = new RequestRate(20, now::get);

  @Test
  void requestsAreSpreadEvenly() {
    assertThat(rate.reserve()).isZero();
    assertThat(rate.reserve()).isEqualTo(Duration.ofMillis(50));
    assertThat(rate.reserve()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void pauseIsNotMadeUpFor() {
    assertThat(rate.reserve()).isZero();
    now.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(rate.reserve()).isZero();
    assertThat(rate.reserve()).isEqualTo(Duration.ofMillis(50));
  }
}

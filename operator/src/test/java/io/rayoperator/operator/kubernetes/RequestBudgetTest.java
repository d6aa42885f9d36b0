package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@Contract("16.1")
class RequestBudgetTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RequestBudget budget = new RequestBudget(10, 2, nanos::get);

  @Test
  void aBurstNeedNotWait() {
    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isZero();
  }

  @Test
  void afterTheBurstRequestsWaitInTurn() {
    budget.reserve();
    budget.reserve();
    assertThat(budget.reserve()).isEqualTo(Duration.ofMillis(100));
    assertThat(budget.reserve()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void timeFillsTheBucketUpToTheBurst() {
    budget.reserve();
    budget.reserve();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isEqualTo(Duration.ofMillis(100));
  }
}

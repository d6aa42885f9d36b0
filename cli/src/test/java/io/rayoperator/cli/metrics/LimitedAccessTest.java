package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.cli.metrics.Access.Answer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LimitedAccessTest {

  private static final BearerToken TOKEN = new BearerToken("a");

  @Test
  void oneTooManyWaitsAndThenGetsNoAnswer() throws Exception {
    CountDownLatch asking = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    LimitedAccess access =
        new LimitedAccess(
            token -> {
              asking.countDown();
              await(answer);
              return Answer.ALLOWED;
            },
            2,
            Duration.ofMillis(50));
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = others.submit(() -> access.of(TOKEN));
      Future<Answer> second = others.submit(() -> access.of(TOKEN));
      asking.await();

      assertThat(access.of(TOKEN)).isEqualTo(Answer.UNKNOWN);

      answer.countDown();
      assertThat(first.get()).isEqualTo(Answer.ALLOWED);
      assertThat(second.get()).isEqualTo(Answer.ALLOWED);
      assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

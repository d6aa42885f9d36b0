package io.rayoperator.webhook.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelReviewsTest {

  private static final int MOST = 3;

  @Test
  void soManyRunAtOnceAndAllAreAnswered() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(MOST);
    ReviewHandler limited =
        new ParallelReviews(MOST)
            .limit(
                review -> {
                  peak.accumulateAndGet(running.incrementAndGet(), Math::max);
                  full.countDown();
                  try {
                    full.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  running.decrementAndGet();
                  return review;
                });
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < 10 * MOST; i++) {
        byte[] review = {(byte) i};
        answers.add(clients.submit(() -> limited.handle(review)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).containsExactly(i);
      }
    }
    assertThat(peak).hasValue(MOST);
  }

  @Test
  void failuresMakeRoomForOthers() throws Exception {
    ParallelReviews parallel = new ParallelReviews(1);
    ReviewHandler failing =
        parallel.limit(
            review -> {
              throw new MalformedReviewException("no");
            });
    assertThatThrownBy(() -> failing.handle(new byte[0])).hasMessage("no");
    assertThat(parallel.limit(review -> review).handle(new byte[] {1})).containsExactly(1);
  }
}

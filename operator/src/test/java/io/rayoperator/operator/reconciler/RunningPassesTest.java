package io.rayoperator.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningPassesTest {

  private final RunningPasses passes = new RunningPasses();

  @Test
  void passesBeginUntilTheOperatorStops() throws InterruptedException {
    assertThat(passes.begin()).isTrue();
    passes.end();
    assertThat(passes.close(Duration.ZERO)).isTrue();
    assertThat(passes.begin()).isFalse();
  }

  @Test
  void stoppingWaitsForThePassesThatRun() throws Exception {
    passes.begin();
    passes.begin();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Thread stopping =
        Thread.startVirtualThread(
            () -> {
              try {
                closed.complete(passes.close(Duration.ofMinutes(1)));
              } catch (InterruptedException e) {
                closed.completeExceptionally(e);
              }
            });
    passes.end();
    assertThat(closed).isNotDone();
    passes.end();
    assertThat(closed.get()).isTrue();
    stopping.join();
  }

  @Test
  void aPassThatTakesTooLongIsNotWaitedFor() throws InterruptedException {
    passes.begin();
    assertThat(passes.close(Duration.ofMillis(1))).isFalse();
  }
}

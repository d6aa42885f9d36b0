package io.rayoperator.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.webhook.metrics.RequestMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> read = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final BodyBudget budget =
      new BodyBudget(100, LONGEST, () -> now, new RequestMetrics(metrics));

  @Test
  void bodiesAreReadUpToTheCapacity() {
    ask("a", 60);
    ask("b", 40);
    BodyBudget.Share third = ask("c", 1);
    assertThat(read).containsExactly("a", "b");
    assertThat(third.isWaiting()).isTrue();
    assertThat(counted("waited")).isEqualTo(1);
  }

  @Test
  void whatIsLargerThanAllIsReadAlone() {
    BodyBudget.Share first = ask("a", 1);
    ask("b", 101);
    assertThat(read).containsExactly("a");
    first.end();
    ask("c", 1);
    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void nobodyIsOvertaken() {
    BodyBudget.Share first = ask("a", 60);
    ask("b", 60);
    ask("c", 10);
    assertThat(read).containsExactly("a");
    first.end();
    assertThat(read).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsOverMakesRoomOnce() {
    BodyBudget.Share first = ask("a", 60);
    ask("b", 40);
    first.end();
    first.end();
    ask("c", 60);
    ask("d", 1);
    assertThat(read).containsExactly("a", "b", "c");
  }

  @Test
  void whoGoesAwayWhileWaitingLetsOthersPass() {
    ask("a", 60);
    BodyBudget.Share second = ask("b", 60);
    ask("c", 40);
    second.end();
    assertThat(read).containsExactly("a", "c");
    ask("d", 1);
    assertThat(read).containsExactly("a", "c");
  }

  @Test
  void requestsThatAreLateYieldTheOldestFirstAndNoMoreThanNecessary() {
    ask("a", 50);
    ask("b", 50);
    ask("c", 10);
    now = now.plus(LONGEST).plusMillis(1);
    budget.relieve();
    assertThat(givenUp).containsExactly("a");
    assertThat(read).containsExactly("a", "b", "c");
    ask("d", 50);
    budget.relieve();
    assertThat(givenUp).containsExactly("a", "b");
    assertThat(counted("given.up")).isEqualTo(2);
  }

  @Test
  void lateRequestsStayWhileNobodyWaits() {
    ask("a", 50);
    now = now.plus(LONGEST).plusMillis(1);
    ask("b", 50);
    budget.relieve();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void requestsThatAreNotLateYetStay() {
    ask("a", 100);
    now = now.plus(LONGEST);
    ask("b", 1);
    budget.relieve();
    assertThat(givenUp).isEmpty();
    assertThat(read).containsExactly("a");
  }

  @Test
  void timeOfWaitingDoesNotCount() {
    BodyBudget.Share first = ask("a", 100);
    ask("b", 100);
    now = now.plus(LONGEST).plusMillis(1);
    first.end();
    ask("c", 1);
    budget.relieve();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void whatWasGivenUpIsNotGivenBackOnceMore() {
    BodyBudget.Share late = ask("a", 100);
    ask("b", 100);
    now = now.plus(LONGEST).plusMillis(1);
    budget.relieve();
    late.end();
    ask("c", 1);
    assertThat(read).containsExactly("a", "b");
  }

  private BodyBudget.Share ask(String name, long bytes) {
    return budget.ask(bytes, () -> read.add(name), () -> givenUp.add(name));
  }

  private double counted(String what) {
    return metrics.get("ray.operator.webhook.requests." + what).counter().count();
  }
}

package io.rayoperator.operator.model.autoscalerlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RelayedLogTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<String> output = new ArrayList<>();
  private long now;
  private final LineBudget all = new LineBudget(500, 5000, 0);
  private final RelayedLog log = new RelayedLog(START, all, () -> now, output::add);

  @Test
  void linesCarryNeitherTheKubeletsTimeNorControlCharacters() {
    write(1, "\u001B[1mResized to 3 CPUs.\u001B[0m");
    assertThat(output).containsExactly("Resized to 3 CPUs.");
    assertThat(log.since()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void afterAnInterruptionNothingIsRepeatedAndNothingIsMissing() {
    write(1, "one");
    write(2, "two");
    take(START.plusSeconds(3) + " thr");
    log.resume();
    write(1, "one");
    write(2, "two");
    write(3, "three");
    write(3, "three");
    assertThat(output).containsExactly("one", "two", "three", "three");
  }

  @Test
  void whatWasWrittenBeforeTheOperatorLedIsNotTold() {
    take(START.minusMillis(1) + " old\n" + START.plusMillis(1) + " new\n");
    assertThat(output).containsExactly("new");
  }

  @Test
  void floodIsDroppedAndCounted() {
    for (int i = 0; i < 10_000; i++) {
      write(1, "line");
    }
    assertThat(output).hasSize(500);
    now = TimeUnit.SECONDS.toNanos(1);
    write(2, "after");
    assertThat(output)
        .hasSize(502)
        .endsWith("(9500 lines of the autoscaler's log are left out here)", "after");
    log.tellDropped();
    assertThat(output).hasSize(502);
  }

  @Test
  void allClustersTogetherHaveABudgetToo() {
    while (all.take(0)) {
      // The others write.
    }
    write(1, "line");
    assertThat(output).isEmpty();
    log.tellDropped();
    assertThat(output).singleElement().asString().contains("1 lines");
  }

  @Test
  void logThatIsTooFarBehindIsSkipped() {
    take("x".repeat(1000));
    assertThat(log.isFlood(1000, START)).as("not one line has an end").isTrue();
    log.skipTo(START.plusSeconds(60));
    assertThat(log.since()).isEqualTo(START.plusSeconds(60));
    assertThat(log.isFlood(1000, START.plusSeconds(60))).isFalse();

    take(START.plusSeconds(61) + " " + "x".repeat(1000) + "\n");
    assertThat(log.isFlood(1000, START.plusSeconds(80))).as("it keeps pace").isFalse();
    assertThat(log.isFlood(1000, START.plusSeconds(100))).as("it does not").isTrue();
  }

  @Test
  void anotherPodHasSaidNothingYet() {
    take(START.plusSeconds(1) + " Cluster status: 1 nodes\n");
    take(START.plusSeconds(1) + "  - NodeIdleSeconds: Min=1 Mean=2 Max=3\n");
    write(2, "end");
    assertThat(log.report().idleSeconds()).isNotNull();
    log.another();
    assertThat(log.report()).isEqualTo(AutoscalerReport.NOTHING);
  }

  private void write(int second, String line) {
    take(START.plusSeconds(second) + " " + line + "\n");
  }

  private void take(String text) {
    log.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package io.rayoperator.operator.model.autoscalerlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.GuideRow;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusBlockTest {

  private static final WorkerType WORKERS = new WorkerType("worker-nodes", 3, 1);
  private static final AutoscalerReport REPORT =
      new AutoscalerReport(
          "Min=36 Mean=38 Max=41",
          List.of("0.0/2.0 CPU", "0.0/1.0 Custom1"),
          List.of("{'CPU': 1.0}: 2+ pending tasks/actors"));

  @Test
  @GuideRow("004-17")
  void row004x17BlockHasTheWordsOfTheGuide() {
    assertThat(new StatusBlock(List.of(WORKERS, new WorkerType("other", 0, 0)), REPORT).lines())
        .containsExactly(
            "Cluster status: 1 nodes",
            " - NodeIdleSeconds: Min=36 Mean=38 Max=41",
            " - ResourceUsage: 0.0/2.0 CPU, 0.0/1.0 Custom1",
            "Worker node types:",
            " - worker-nodes: 1",
            " - other: 0",
            "Resource demands: [{'CPU': 1.0}: 2+ pending tasks/actors]",
            "Node requests: {'worker-nodes': 2}");
  }

  @Test
  void whatNobodyToldIsLeftOut() {
    assertThat(new StatusBlock(List.of(WORKERS), AutoscalerReport.NOTHING).lines())
        .containsExactly(
            "Cluster status: 1 nodes",
            "Worker node types:",
            " - worker-nodes: 1",
            "Node requests: {'worker-nodes': 2}");
  }

  @Test
  void sizeIsBoundedAndLinesStayLines() {
    List<WorkerType> many =
        Collections.nCopies(1000, new WorkerType("a\nexample-cluster2:" + "x".repeat(5000), 1, 0));
    List<String> lines = new StatusBlock(many, AutoscalerReport.NOTHING).lines();
    assertThat(lines)
        .hasSizeLessThan(60)
        .contains(" - and 950 more")
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(2100).doesNotContain("\n"));
  }

  @Test
  void itIsToldSoonAfterAChangeAndFromTimeToTime() {
    StatusPace pace = new StatusPace();
    StatusBlock first = new StatusBlock(List.of(WORKERS), REPORT);
    StatusBlock onlyLater =
        new StatusBlock(
            List.of(WORKERS),
            new AutoscalerReport("Min=37 Mean=39 Max=42", REPORT.usage(), REPORT.demands()));
    StatusBlock changed = new StatusBlock(List.of(new WorkerType("worker-nodes", 3, 2)), REPORT);
    assertThat(pace.isDue(first, seconds(0))).isTrue();
    assertThat(pace.isDue(first, seconds(1))).isFalse();
    assertThat(pace.isDue(changed, seconds(4))).isFalse();
    assertThat(pace.isDue(changed, seconds(5))).isTrue();
    assertThat(pace.isDue(new StatusBlock(changed.types(), onlyLater.report()), seconds(64)))
        .isFalse();
    assertThat(pace.isDue(changed, seconds(65))).isTrue();
  }

  @Test
  void changesOfReplicasAreDecisions() {
    assertThat(
            ReplicaChanges.between(
                Map.of("b", 1, "a", 2, "gone", 1), Map.of("b", 3, "a", 0, "new", 4)))
        .containsExactly("Resizing a from 2 to 0 workers", "Resizing b from 1 to 3 workers");
    assertThat(ReplicaChanges.between(Map.of("a", 1), Map.of("a", 1))).isEmpty();
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}

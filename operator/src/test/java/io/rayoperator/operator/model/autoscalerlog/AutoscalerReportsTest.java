package io.rayoperator.operator.model.autoscalerlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks as Ray writes them; the names of the versions say since when. */
class AutoscalerReportsTest {

  private static final String OF_RAY_1_2 =
      """
      2020-12-12 13:55:36,814\tDEBUG autoscaler.py:693 -- Cluster status: 1 nodes
       - MostDelayedHeartbeats: {'172.17.0.4': 0.0409, '172.17.0.5': 0.0408}
       - NodeIdleSeconds: Min=36 Mean=38 Max=41
       - ResourceUsage: 0.0/2.0 CPU, 0.0/1.0 Custom1, 0.0 GiB/0.58 GiB memory
       - TimeSinceLastHeartbeat: Min=0 Mean=0 Max=0
      Worker node types:
       - worker-nodes: 1
      2020-12-12 13:55:36,870\tINFO resource_demand_scheduler.py:148 -- Cluster resources: []
      """;

  private static final String OF_RAY_2_9 =
      """
      2023-12-12 13:55:36,814\tINFO autoscaler.py:421 --
      ======== Autoscaler status: 2023-12-12 13:55:36.814 ========
      Node status
      ---------------------------------------------------------------
      Healthy:
       1 head-node
       1 worker-nodes
      Pending:
       worker-nodes, 1 launching
      Recent failures:
       (no failures)

      Resources
      ---------------------------------------------------------------
      Usage:
       1.0/2.0 CPU
       0.0/1.0 Custom1
       0B/1.16GiB memory
       1.0/1.0 GPU (1.0 used of 1.0 reserved in placement groups)

      Demands:
       {'CPU': 1.0}: 2+ pending tasks/actors
       {'GPU': 2} * 1 (STRICT_PACK): 2+ pending placement groups
      2023-12-12 13:55:36,870\tINFO autoscaler.py:469 -- The autoscaler took 0.07 seconds
      """;

  private static final String VERBOSE =
      """
      ======== Autoscaler status: 2025-01-01 00:00:00 ========
      GCS request time: 0.100000s
      Node Provider non_terminated_nodes time: 0.200000s
      Autoscaler iteration time: 0.300000s

      Node status
      --------------------------------------------------------
      Active:
       1 head_node
      Idle:
       1 worker_node
      Pending:
       (no pending nodes)
      Recent failures:
       worker_node: LaunchFailed (latest_attempt: 02:46:40) - Insufficient capacity

      Resources
      --------------------------------------------------------
      Total Usage:
       0.5/3.0 CPU

      Total Constraints:
       {'CPU': 100}: 2 from request_resources()
      Total Demands:
       (no resource demands)

      Node: fffffffffffffffffffffffffffffffffffffffffffffffffff00001 (head_node)
       Id: 1
       Idle: 3500 ms
       Usage:
        0.5/1.0 CPU
       Activity:
        CPU in use

      Node: fffffffffffffffffffffffffffffffffffffffffffffffffff00002 (worker_node)
       Idle: 10000 ms
       Usage:
        0/1.0 CPU
      ValueError: broken
      """;

  private final AutoscalerReports reports = new AutoscalerReports();

  @Test
  void blockOfRay1x2() {
    assertThat(relayed(OF_RAY_1_2)).singleElement().asString().contains("Cluster resources");
    assertThat(reports.latest())
        .isEqualTo(
            new AutoscalerReport(
                "Min=36 Mean=38 Max=41",
                List.of("0.0/2.0 CPU, 0.0/1.0 Custom1, 0.0 GiB/0.58 GiB memory"),
                null));
  }

  @Test
  void blockOfRay2x9() {
    assertThat(relayed(OF_RAY_2_9)).singleElement().asString().contains("0.07 seconds");
    assertThat(reports.latest().idleSeconds()).isNull();
    assertThat(reports.latest().usage())
        .containsExactly(
            "1.0/2.0 CPU",
            "0.0/1.0 Custom1",
            "0B/1.16GiB memory",
            "1.0/1.0 GPU (1.0 used of 1.0 reserved in placement groups)");
    assertThat(reports.latest().demands())
        .containsExactly(
            "{'CPU': 1.0}: 2+ pending tasks/actors",
            "{'GPU': 2} * 1 (STRICT_PACK): 2+ pending placement groups");
  }

  @Test
  void verboseBlockTellsHowLongNodesAreIdle() {
    assertThat(relayed(VERBOSE)).containsExactly("ValueError: broken");
    assertThat(reports.latest())
        .isEqualTo(
            new AutoscalerReport(
                "Min=3 Mean=6 Max=10",
                List.of("0.5/3.0 CPU"),
                List.of("{'CPU': 100}: 2 from request_resources()")));
  }

  @Test
  void whatOneBlockDoesNotSayStaysAsAnotherSaidIt() {
    relayed(OF_RAY_1_2);
    relayed(OF_RAY_2_9.replace(" {'", " ('"));
    assertThat(reports.latest().idleSeconds()).isEqualTo("Min=36 Mean=38 Max=41");
    assertThat(reports.latest().usage()).contains("0.0/1.0 Custom1");
    assertThat(reports.latest().demands()).isEmpty();
  }

  @Test
  void otherLinesAreNoBlock() {
    List<String> decisions =
        List.of(
            "2023-12-12 13:55:36,814\tINFO monitor.py:428 -- :event_summary:Resized to 3 CPUs.",
            "Adding 1 node(s) of type worker-nodes.",
            "Removing 2 nodes of type worker-nodes (idle).",
            "  File \"autoscaler.py\", line 1",
            "Cluster status: unknown");
    assertThat(relayed(String.join("\n", decisions) + "\n")).isEqualTo(decisions);
    assertThat(reports.latest()).isEqualTo(AutoscalerReport.NOTHING);
  }

  @Test
  void blockWithoutEndIsRelayedFromSomeLineOn() {
    String block = OF_RAY_2_9.lines().limit(15).reduce("", (all, line) -> all + line + "\n");
    List<String> relayed = relayed(block + " 1.0/2.0 CPU\n".repeat(5000));
    assertThat(relayed).hasSizeBetween(3000, 5000);
    assertThat(reports.latest().usage()).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void entriesAreCutToWhatATableHoldsOfThem() {
    relayed(OF_RAY_2_9.replace("CPU", "C".repeat(2000)) + "end\n");
    assertThat(reports.latest().usage())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry).hasSizeLessThanOrEqualTo(201));
  }

  private List<String> relayed(String log) {
    List<String> relayed = new ArrayList<>();
    log.lines()
        .forEach(
            line -> {
              if (!reports.take(line)) {
                relayed.add(line);
              }
            });
    return relayed;
  }
}

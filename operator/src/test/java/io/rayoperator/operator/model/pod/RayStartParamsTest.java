package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.testing.Contract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers in comments are the steps of the contract. */
@Contract("2.4")
class RayStartParamsTest {

  private static final String ADDRESS = "demo-head-svc.default.svc.cluster.local:6379";

  @Test
  void headGetsItsDefaults() {
    assertThat(headOf("resources: {limits: {cpu: 1, memory: 1Gi}}", "{}"))
        .containsExactly(
            Map.entry("block", "true"),
            Map.entry("dashboard-agent-listen-port", "52365"),
            Map.entry("dashboard-host", "0.0.0.0"),
            Map.entry("memory", "1073741824"),
            Map.entry("metrics-export-port", "8080"),
            Map.entry("num-cpus", "1"));
  }

  @Test
  void workerGetsTheAddressOfTheHead() {
    assertThat(
            workerOf(
                "resources: {limits: {cpu: 1, memory: 1Gi, nvidia.com/gpu: 3}}",
                "rayStartParams: {port: '6379'}"))
        .containsExactly(
            Map.entry("address", ADDRESS),
            Map.entry("block", "true"),
            Map.entry("dashboard-agent-listen-port", "52365"),
            Map.entry("memory", "1073741824"),
            Map.entry("metrics-export-port", "8080"),
            Map.entry("num-cpus", "1"),
            Map.entry("num-gpus", "3"),
            Map.entry("port", "6379"));
  }

  @Test
  void whatTheUserGaveStaysExceptForBlock() {
    assertThat(
            headOf(
                "resources: {limits: {cpu: 4}}",
                "{num-cpus: '0', block: 'false', dashboard-host: 127.0.0.1, metrics-export-port: ''}"))
        .containsEntry("num-cpus", "0")
        .containsEntry("block", "true")
        .containsEntry("dashboard-host", "127.0.0.1")
        .containsEntry("metrics-export-port", "");
  }

  @Test
  void aSeparateAutoscalerSwitchesTheOneInsideRayOff() {
    String off = "{no-monitor: 'false'}";
    assertThat(headOf("", off + "\nenableInTreeAutoscaling: true"))
        .containsEntry("no-monitor", "true");
    assertThat(headOf("", off)).containsEntry("no-monitor", "false");
  }

  // 10
  @Test
  void cpusAreTheLimitOrElseTheRequestRoundedUp() {
    assertThat(headOf("resources: {requests: {cpu: 1500m, memory: 1Gi}}", "{}"))
        .containsEntry("num-cpus", "2")
        .doesNotContainKey("memory");
    assertThat(headOf("resources: {limits: {cpu: 0}, requests: {cpu: 500m}}", "{}"))
        .containsEntry("num-cpus", "1");
    assertThat(headOf("resources: {}", "{}")).doesNotContainKeys("num-cpus", "memory", "num-gpus");
  }

  // 10
  @Test
  void gpusAreTheFirstGpuLikeLimitThatIsNotZero() {
    assertThat(headOf("resources: {limits: {nvidia.com/mig-1g.5gb: 2, amd.com/gpu: 0}}", "{}"))
        .containsEntry("num-gpus", "2");
    assertThat(headOf("resources: {limits: {z.com/gpu: 1, a.com/gpu: 4}}", "{}"))
        .containsEntry("num-gpus", "4");
    assertThat(headOf("resources: {requests: {nvidia.com/gpu: 1}}", "{}"))
        .doesNotContainKey("num-gpus");
  }

  // 10
  @Test
  void customAcceleratorsJoinTheResources() {
    assertThat(headOf("resources: {limits: {google.com/tpu: 4}}", "{resources: '`{\"A\": 1}`'}"))
        .containsEntry("resources", "'{\"A\":1,\"TPU\":4}'");
    assertThat(
            headOf("resources: {limits: {aws.amazon.com/neuroncore: 4, google.com/tpu: 8}}", "{}"))
        .containsEntry("resources", "'{\"neuron_cores\":4}'");
  }

  // 10
  @Test
  void customAcceleratorsThatTheUserCountedStay() {
    assertThat(
            headOf(
                "resources: {limits: {google.com/tpu: 4}}", "{resources: '{\"neuron_cores\": 1}'}"))
        .containsEntry("resources", "{\"neuron_cores\": 1}");
  }

  // 10
  @Test
  void unreadableResourcesEndTheSearchForAccelerators() {
    assertThat(headOf("resources: {limits: {cpu: 2, nvidia.com/gpu: 1}}", "{resources: '{'}"))
        .containsEntry("resources", "{")
        .containsEntry("num-cpus", "2")
        .doesNotContainKey("num-gpus");
  }

  // 1
  @Test
  void resourcesOfTheGroupWin() {
    assertThat(
            workerOf(
                "resources: {limits: {cpu: 1, memory: 1Gi}}",
                "resources: {CPU: 2500m, memory: 2Gi, nvidia.com/gpu: '2', TPU: '4', Half: 500m, bad: x}"))
        .containsEntry("num-cpus", "3")
        .containsEntry("memory", "2147483648")
        .containsEntry("num-gpus", "2")
        .containsEntry("resources", "'{\"Half\":0.5,\"TPU\":4}'");
  }

  // 2
  @Test
  void labelsOfTheGroupAreSorted() {
    assertThat(workerOf("", "labels: {zone: b, accelerator: tpu}"))
        .containsEntry("labels", "accelerator=tpu,zone=b");
  }

  @Test
  void goEscapesThreeCharactersInJson() {
    assertThat(workerOf("", "resources: {'a<b>&c': '1'}"))
        .containsEntry("resources", "'{\"a\\u003cb\\u003e\\u0026c\":1}'");
  }

  private static Map<String, String> headOf(String container, String params) {
    return RayStartParams.forHead(head(container, params));
  }

  /** The parameters may be followed by fields of the spec. */
  private static DesiredCluster head(String container, String params) {
    return cluster(
        """
        headGroupSpec:
          template:
            spec:
              containers:
              - name: ray-head
                %s
          rayStartParams: %s
        """
            .formatted(container, params));
  }

  private static Map<String, String> workerOf(String container, String groupFields) {
    DesiredCluster cluster =
        cluster(
            """
            headGroupSpec:
              template:
                spec:
                  containers:
                  - name: ray-head
            workerGroupSpecs:
            - groupName: small
              %s
              template:
                spec:
                  containers:
                  - name: ray-worker
                    %s
            """
                .formatted(groupFields, container));
    return RayStartParams.forWorker(cluster, cluster.workerGroups().getFirst(), ADDRESS);
  }
}

package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.labelled;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPodTest {

  @Test
  @Contract("1.5")
  void workersCarryTheirGroup() {
    assertThat(pod(cluster(withGroups(group("small", "")))).getMetadata().getLabels())
        .containsEntry("ray.io/node-type", "worker")
        .containsEntry("ray.io/group", "small")
        .containsEntry("ray.io/identifier", "demo-worker");
  }

  @Test
  @Contract("1.6")
  void workersHaveNoAnnotationButTheMarkOfTheirTemplate() {
    assertThat(pod(cluster(withGroups(group("small", "")))).getMetadata().getAnnotations())
        .containsOnlyKeys("upgrade.ray.io/template-hash");
  }

  @Test
  @Contract("1.3")
  void nameOfTheTemplateIsDropped() {
    Pod pod =
        pod(
            cluster(
                TestClusters.HEAD
                    + """
                    workerGroupSpecs:
                    - groupName: small
                      template:
                        metadata: {name: mine}
                        spec: {containers: [{name: ray-worker}]}
                    """));
    assertThat(pod.getMetadata().getName()).isNull();
    assertThat(pod.getMetadata().getGenerateName()).isEqualTo("demo-small-worker-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "bytedance", "microsoft"})
  void oldImagesNeitherWaitForTheGcsNorAnswerProbes(String layout) {
    Pod pod = pod(TestClusters.ofLayout(layout, withGroups(group("small", ""))));
    Container ray = pod.getSpec().getContainers().getFirst();
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(ray.getLivenessProbe()).isNull();
    assertThat(ray.getReadinessProbe()).isNull();
    assertThat(ray.getArgs().getFirst())
        .endsWith("ray start  --address=demo-head-svc.default.svc.cluster.local:6379  --block ");
  }

  @Test
  void oldImagesAreToldWhereTheHeadIsAllTheSame() {
    Container ray = ray(TestClusters.ofLayout("microsoft", withGroups(group("small", ""))));
    assertThat(ray.getEnv())
        .extracting(EnvVar::getName)
        .contains("RAY_IP", "RAY_PORT", "FQ_RAY_IP", "RAY_ADDRESS", "KUBERAY_GEN_RAY_START_CMD");
  }

  @Test
  @Contract("1.5")
  void placesBecomeLabels() {
    Pod pod = pod(cluster(withGroups(group("small", ""))));
    assertThat(WorkerPod.at(WorkerPlace.replica(3), pod).getMetadata().getLabels())
        .containsEntry("ray.io/worker-group-replica-index", "3")
        .doesNotContainKeys("ray.io/worker-group-replica-name", "ray.io/replica-host-index");
    assertThat(WorkerPod.at(new WorkerPlace(1, "small-abcde", 2), pod).getMetadata().getLabels())
        .containsEntry("ray.io/worker-group-replica-index", "1")
        .containsEntry("ray.io/worker-group-replica-name", "small-abcde")
        .containsEntry("ray.io/replica-host-index", "2");
    assertThat(WorkerPod.at(WorkerPlace.ANY, pod).getMetadata().getLabels())
        .isEqualTo(pod.getMetadata().getLabels());
  }

  @Test
  @Contract("2.11")
  void workersWaitForTheGcsInTheLastInitContainer() {
    Pod pod =
        pod(
            cluster(
                TestClusters.HEAD
                    + """
                    workerGroupSpecs:
                    - groupName: small
                      template:
                        spec:
                          initContainers: [{name: mine}]
                          containers:
                          - name: ray-worker
                            image: ray:1
                            imagePullPolicy: Always
                            env: [{name: MINE, value: x}]
                            volumeMounts: [{name: data, mountPath: /data}]
                    """));
    Container wait = pod.getSpec().getInitContainers().get(1);
    assertThat(wait.getName()).isEqualTo("wait-gcs-ready");
    assertThat(wait.getImage()).isEqualTo("ray:1");
    assertThat(wait.getImagePullPolicy()).isEqualTo("Always");
    assertThat(wait.getCommand()).containsExactly("/bin/bash", "-c", "--");
    assertThat(wait.getArgs().getFirst())
        .contains("ray health-check --address demo-head-svc.default.svc.cluster.local:6379");
    assertThat(wait.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("MINE", "FQ_RAY_IP", "RAY_IP");
    assertThat(wait.getVolumeMounts()).extracting("mountPath").containsExactly("/data");
    assertThat(wait.getResources().getLimits()).isEqualTo(wait.getResources().getRequests());
    assertThat(wait.getResources().getLimits().get("memory")).hasToString("256Mi");
  }

  @Test
  @Contract("2.11")
  void theWaitCanBeSwitchedOff() {
    ModelConfig config = OperatorConfig.builder().initContainerInjection(false).build().model();
    assertThat(pod(cluster(withGroups(group("small", ""))), config).getSpec().getInitContainers())
        .isEmpty();
  }

  @Test
  @Contract("2.7")
  void workersLearnWhereTheHeadIs() {
    Pod pod = pod(cluster(withGroups(group("small", ""))));
    assertThat(pod.getSpec().getContainers().getFirst().getEnv().stream().map(EnvVar::getName))
        .containsExactly(
            "FQ_RAY_IP",
            "RAY_IP",
            "RAY_CLUSTER_NAME",
            "RAY_CLUSTER_NAMESPACE",
            "RAY_CLOUD_INSTANCE_ID",
            "RAY_NODE_TYPE_NAME",
            "KUBERAY_GEN_RAY_START_CMD",
            "RAY_PORT",
            "RAY_ADDRESS",
            "RAY_USAGE_STATS_KUBERAY_IN_USE",
            "RAY_DASHBOARD_ENABLE_K8S_DISK_USAGE");
  }

  @Test
  @Contract("2.12")
  void probesOfNewRayUseHttp() {
    Container ray = ray(cluster("rayVersion: 2.53.0rc1\n" + withGroups(group("small", ""))));
    assertThat(ray.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/api/healthz");
    assertThat(ray.getLivenessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(52365);
    assertThat(ray.getLivenessProbe().getFailureThreshold()).isEqualTo(120);
    assertThat(ray.getReadinessProbe().getFailureThreshold()).isEqualTo(10);
    assertThat(ray.getReadinessProbe().getTimeoutSeconds()).isEqualTo(2);
  }

  @Test
  @Contract("2.12")
  @AcceptanceCase(86)
  void probesOfOldRayAskTheNodeAlone() {
    Container ray =
        ray(
            cluster(
                withGroups(
                    group(
                        "small",
                        "rayStartParams: {dashboard-agent-listen-port: '1234', dashboard-port: '9'}"))));
    assertThat(ray.getReadinessProbe().getExec().getCommand())
        .containsExactly(
            "bash",
            "-c",
            "wget --tries 1 -T 2 -q -O- http://localhost:1234/api/local_raylet_healthz | grep"
                + " success");
  }

  @Test
  @Contract("2.12")
  @AcceptanceCase(86)
  void portsThatAreNoNumbersFallBack() {
    Container ray =
        ray(
            cluster(
                withGroups(group("small", "rayStartParams: {dashboard-agent-listen-port: x}"))));
    assertThat(ray.getLivenessProbe().getExec().getCommand().get(2)).contains(":52365/");
  }

  @Test
  @Contract("2.12")
  void workersOfRayServicesAreReadyWhenTheyServe() {
    Container ray =
        ray(
            labelled(
                Map.of("ray.io/originated-from-crd", "RayService"),
                "rayVersion: 2.60.0\n" + withGroups(group("small", ""))));
    assertThat(ray.getReadinessProbe().getExec().getCommand().get(2))
        .endsWith(" && wget --tries 1 -T 10 -q -O- http://localhost:8000/-/healthz | grep success");
    assertThat(ray.getReadinessProbe().getFailureThreshold()).isEqualTo(1);
    assertThat(ray.getLivenessProbe().getHttpGet()).isNotNull();
  }

  @Test
  @Contract("2.12")
  void probesOfTheUserAreLeftAlone() {
    DesiredCluster cluster =
        cluster(
            TestClusters.HEAD
                + """
                workerGroupSpecs:
                - groupName: small
                  template:
                    spec:
                      containers:
                      - name: ray-worker
                        livenessProbe: {tcpSocket: {port: 1}}
                """);
    assertThat(ray(cluster).getLivenessProbe().getTcpSocket()).isNotNull();
    assertThat(ray(cluster).getReadinessProbe().getExec()).isNotNull();
  }

  @Test
  @Contract("2.12")
  void probesCanBeSwitchedOff() {
    ModelConfig config = OperatorConfig.builder().probesInjection(false).build().model();
    Container ray =
        pod(cluster(withGroups(group("small", ""))), config).getSpec().getContainers().getFirst();
    assertThat(ray.getLivenessProbe()).isNull();
    assertThat(ray.getReadinessProbe()).isNull();
  }

  private static Container ray(DesiredCluster cluster) {
    return pod(cluster).getSpec().getContainers().getFirst();
  }

  private static Pod pod(DesiredCluster cluster) {
    return pod(cluster, config());
  }

  private static Pod pod(DesiredCluster cluster, ModelConfig config) {
    return WorkerPod.desired(
        cluster,
        cluster.workerGroups().getFirst(),
        HeadAddress.of(cluster, "demo-head-svc", "cluster.local"),
        config);
  }
}

package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.annotated;
import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.labelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadPodTest {

  @Test
  @Contract("1.5")
  void headCarriesTheBuiltInLabels() {
    assertThat(pod(cluster(TestClusters.HEAD)).getMetadata().getLabels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ray.io/is-ray-node", "yes",
                "ray.io/cluster", "demo",
                "ray.io/node-type", "head",
                "ray.io/group", "headgroup",
                "ray.io/identifier", "demo-head",
                "app.kubernetes.io/name", "kuberay",
                "app.kubernetes.io/created-by", "kuberay-operator"));
  }

  @Test
  @Contract("1.5")
  @AcceptanceCase(75)
  void userLabelsWinExceptForThree() {
    DesiredCluster cluster =
        cluster(
            """
            headGroupSpec:
              labels: {tier: group, ray.io/group: mine}
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: myapp
                    tier: template
                    ray.io/cluster: other
                    ray.io/node-type: worker
                spec: {containers: [{name: ray-head}]}
            """);
    assertThat(pod(cluster).getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/name", "myapp")
        .containsEntry("tier", "group")
        .containsEntry("ray.io/cluster", "demo")
        .containsEntry("ray.io/node-type", "head")
        .containsEntry("ray.io/group", "headgroup");
  }

  @Test
  @Contract({"1.5", "2.7"})
  void defaultsOfTheOperatorYieldToUsers() {
    ModelConfig config =
        OperatorConfig.builder()
            .defaultPodLabels(Map.of("team", "default", "cost", "low"))
            .defaultPodAnnotations(Map.of("note", "default"))
            .defaultContainerEnvs(
                List.of(new EnvVar("A", "default", null), new EnvVar("B", "default", null)))
            .build()
            .model();
    Pod pod =
        pod(
            cluster(
                """
                headGroupSpec:
                  template:
                    metadata: {labels: {team: mine}, annotations: {note: mine}}
                    spec:
                      containers:
                      - name: ray-head
                        env: [{name: A, value: mine}]
                """),
            config);
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("team", "mine")
        .containsEntry("cost", "low");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry("note", "mine");
    assertThat(values(pod, "A")).containsExactly("mine");
    assertThat(values(pod, "B")).containsExactly("default");
  }

  @Test
  @Contract({"1.6", "7.1"})
  void headCarriesItsAnnotations() {
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    assertThat(pod(cluster).getMetadata().getAnnotations())
        .containsEntry("ray.io/ft-enabled", "false")
        .containsEntry("ray.io/kuberay-version", "test-operator")
        .containsEntry("ray.io/upgrade-strategy-recreate-hash", RecreateHash.of(cluster.spec()))
        .doesNotContainKey("ray.io/overwrite-container-cmd");
  }

  @Test
  @Contract({"1.6", "8"})
  void faultToleranceByAnnotationIsRecorded() {
    assertThat(
            pod(annotated(Map.of("ray.io/ft-enabled", "True"), TestClusters.HEAD))
                .getMetadata()
                .getAnnotations())
        .containsEntry("ray.io/ft-enabled", "true");
  }

  @Test
  @Contract("1.7")
  void clusterControlsItsPods() {
    assertThat(pod(cluster(TestClusters.HEAD)).getMetadata().getOwnerReferences())
        .containsExactly(
            new OwnerReference("ray.io/v1", true, true, "RayCluster", "demo", TestClusters.UID));
  }

  @Test
  @Contract({"1.3", "2.1"})
  @AcceptanceCase(81)
  void namespaceOfTheTemplateMeansNothing() {
    Pod pod =
        pod(
            cluster(
                """
                headGroupSpec:
                  template:
                    metadata: {namespace: elsewhere, finalizers: [example.com/keep]}
                    spec: {containers: [{name: ray-head}]}
                """));
    assertThat(pod.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(pod.getMetadata().getGenerateName()).isEqualTo("demo-head-");
    assertThat(pod.getMetadata().getFinalizers()).containsExactly("example.com/keep");
  }

  @Test
  @Contract("1.3")
  void headHasAFixedNameOnlyWhereSomebodyWantsOne() {
    DesiredCluster named =
        cluster(
            """
            headGroupSpec:
              template:
                metadata: {name: chosen}
                spec: {containers: [{name: ray-head}]}
            """);
    assertThat(HeadPod.fixedName(cluster(TestClusters.HEAD), config())).isNull();
    assertThat(HeadPod.fixedName(named, config())).isEqualTo("chosen");
    assertThat(
            HeadPod.fixedName(
                named, OperatorConfig.builder().deterministicHeadPodName(true).build().model()))
        .isEqualTo("demo-head");
  }

  @Test
  void numberedHeadIsNumberZeroUnlessItsTemplateHasAName() {
    ModelConfig deterministic =
        OperatorConfig.builder().deterministicHeadPodName(true).build().model();
    assertThat(HeadPod.fixedName(TestClusters.ofLayout("ant", TestClusters.HEAD), deterministic))
        .isEqualTo("demo-headgroup-ray-head-0");
    String named =
        """
        headGroupSpec:
          template:
            metadata: {name: demo-head-group-head-0}
            spec: {containers: [{name: head}]}
        """;
    assertThat(HeadPod.fixedName(TestClusters.ofLayout("ant", named), deterministic))
        .isEqualTo("demo-head-group-head-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "bytedance", "microsoft"})
  void oldImagesAreAskedNothingThatTheyDoNotKnow(String layout) {
    for (String version : List.of("", "rayVersion: '1.3.0'\n", "rayVersion: nightly\n")) {
      Container ray = ray(pod(TestClusters.ofLayout(layout, version + TestClusters.HEAD)));
      assertThat(ray.getArgs().getFirst())
          .endsWith("ray start --head  --block  --dashboard-host=0.0.0.0 ");
      assertThat(ray.getLivenessProbe()).isNull();
      assertThat(ray.getReadinessProbe()).isNull();
      assertThat(ray.getPorts()).isEmpty();
    }
  }

  @Test
  void versionSaysThatImagesOfAnOldLayoutAreNew() {
    Container old =
        ray(pod(TestClusters.ofLayout("ant", "rayVersion: 2.0.0\n" + TestClusters.HEAD)));
    Container ray = ray(pod(cluster("rayVersion: 2.0.0\n" + TestClusters.HEAD)));
    assertThat(old.getArgs()).isEqualTo(ray.getArgs());
    assertThat(old.getLivenessProbe()).isEqualTo(ray.getLivenessProbe()).isNotNull();
    assertThat(old.getPorts()).isEqualTo(ray.getPorts());
  }

  /** As KubeRay does (§2.4, §2.12): its layout has always had them. */
  @Test
  void oldVersionAloneChangesNothing() {
    assertThat(ray(pod(cluster("rayVersion: 1.3.0\n" + TestClusters.HEAD))).getLivenessProbe())
        .isNotNull();
  }

  @Test
  void labelsOfAnOldLayoutGiveWayToTheUsersOnly() {
    Pod pod =
        pod(
            TestClusters.ofLayout(
                "microsoft",
                """
                headGroupSpec:
                  template:
                    metadata: {labels: {groupName: mine}}
                    spec: {containers: [{name: ray-head}]}
                """));
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("groupName", "mine")
        .containsEntry("rayNodeType", "head")
        .containsEntry("ray.io/group", "headgroup")
        .containsEntry("ray.io/cluster", "demo")
        .containsEntry("app.kubernetes.io/created-by", "kuberay-operator");
  }

  @Test
  @Contract("2.6")
  void rayStartsAfterRaisingTheLimitOfOpenFiles() {
    Container ray = ray(pod(cluster(TestClusters.HEAD)));
    assertThat(ray.getCommand()).containsExactly("/bin/bash", "-c", "--");
    assertThat(ray.getArgs())
        .containsExactly(
            "ulimit -n ${RAY_START_ULIMIT_OPEN_FILES:-65536}; ray start --head  --block "
                + " --dashboard-agent-listen-port=52365  --dashboard-host=0.0.0.0 "
                + " --metrics-export-port=8080 ");
  }

  @Test
  @Contract("2.6")
  void theUsersCommandRunsFirst() {
    Container ray = ray(pod(cluster(headWith("command: [echo, a]\nargs: [b]"))));
    assertThat(ray.getArgs().getFirst())
        .startsWith(" echo  a  b  && ulimit -n ${RAY_START_ULIMIT_OPEN_FILES:-65536}; ray start");
  }

  @Test
  @Contract("2.6")
  void aCommandThatStartsRayIsLeftAlone() {
    Container ray = ray(pod(cluster(headWith("command: [bash, -c, ray start --head]"))));
    assertThat(ray.getCommand()).containsExactly("bash", "-c", "ray start --head");
    assertThat(ray.getArgs()).isEmpty();
  }

  @Test
  @Contract({"1.6", "2.6"})
  void anAnnotationKeepsTheUsersCommand() {
    Pod pod =
        pod(
            annotated(
                Map.of("ray.io/overwrite-container-cmd", "TRUE"), headWith("command: [mine]")));
    assertThat(ray(pod).getCommand()).containsExactly("mine");
    assertThat(ray(pod).getArgs()).isEmpty();
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("ray.io/overwrite-container-cmd", "true");
    assertThat(values(pod, "KUBERAY_GEN_RAY_START_CMD").getFirst()).startsWith("ray start --head ");
  }

  @Test
  @Contract("2.6")
  void aLoginShellCanBeAskedFor() {
    ModelConfig config = OperatorConfig.builder().loginShell(true).build().model();
    assertThat(ray(pod(cluster(TestClusters.HEAD), config)).getCommand())
        .containsExactly("/bin/bash", "-cl", "--");
  }

  @Test
  @Contract("2.7")
  void environmentComesInTheOrderOfTheContract() {
    Pod pod = pod(cluster(headWith("env: [{name: MINE, value: x}]")));
    assertThat(ray(pod).getEnv().stream().map(EnvVar::getName))
        .containsExactly(
            "MINE",
            "RAY_CLUSTER_NAME",
            "RAY_CLUSTER_NAMESPACE",
            "RAY_CLOUD_INSTANCE_ID",
            "RAY_NODE_TYPE_NAME",
            "KUBERAY_GEN_RAY_START_CMD",
            "RAY_PORT",
            "RAY_ADDRESS",
            "RAY_USAGE_STATS_KUBERAY_IN_USE",
            "RAY_USAGE_STATS_EXTRA_TAGS",
            "RAY_DASHBOARD_ENABLE_K8S_DISK_USAGE");
    assertThat(values(pod, "RAY_ADDRESS")).containsExactly("127.0.0.1:6379");
    assertThat(values(pod, "RAY_USAGE_STATS_EXTRA_TAGS"))
        .containsExactly("kuberay_version=test-operator;kuberay_crd=RayCluster");
    assertThat(ray(pod).getEnv().get(1).getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("metadata.labels['ray.io/cluster']");
  }

  @Test
  @Contract("2.7")
  void variablesOfTheUserStayWhereTheContractSaysIfAbsent() {
    Pod pod =
        pod(
            cluster(
                headWith("env: [{name: RAY_PORT, value: '1'}, {name: RAY_ADDRESS, value: x}]")));
    assertThat(values(pod, "RAY_PORT")).containsExactly("1");
    assertThat(values(pod, "RAY_ADDRESS")).containsExactly("x");
  }

  @Test
  @Contract("2.7")
  void headsOfRayServicesGetShortTimeouts() {
    Pod pod = pod(labelled(Map.of("ray.io/originated-from-crd", "RayService"), TestClusters.HEAD));
    assertThat(values(pod, "RAY_SERVE_KV_TIMEOUT_S")).containsExactly("5");
    assertThat(values(pod, "RAY_USAGE_STATS_EXTRA_TAGS").getFirst()).endsWith("RayService");
    assertThat(pod.getMetadata().getLabels()).containsEntry("ray.io/serve", "false");
  }

  @Test
  @Contract("2.2")
  void aCustomGcsPortIsUsedEverywhere() {
    Pod pod =
        pod(
            cluster(
                "headGroupSpec: {rayStartParams: {port: '7000'}, template: {spec: {containers: [{name: h}]}}}"));
    assertThat(values(pod, "RAY_PORT")).containsExactly("7000");
    assertThat(values(pod, "RAY_ADDRESS")).containsExactly("127.0.0.1:7000");
  }

  @Test
  @Contract("2.3")
  void metricsPortIsAddedUnlessThereIsOne() {
    assertThat(ray(pod(cluster(headWith("ports: [{containerPort: 6379, name: gcs}]")))).getPorts())
        .extracting("name", "containerPort")
        .containsExactly(tuple("gcs", 6379), tuple("metrics", 8080));
    assertThat(
            ray(pod(cluster(headWith("ports: [{containerPort: 9000, name: metrics}]")))).getPorts())
        .extracting("containerPort")
        .containsExactly(9000);
  }

  @Test
  @Contract("2.8")
  void sharedMemoryIsAsLargeAsTheContainersMemory() {
    PodSpec spec = pod(cluster(headWith("resources: {limits: {memory: 2Gi}}"))).getSpec();
    assertThat(spec.getVolumes().getFirst().getName()).isEqualTo("shared-mem");
    assertThat(spec.getVolumes().getFirst().getEmptyDir().getMedium()).isEqualTo("Memory");
    assertThat(spec.getVolumes().getFirst().getEmptyDir().getSizeLimit()).hasToString("2Gi");
    assertThat(spec.getContainers().getFirst().getVolumeMounts().getFirst().getMountPath())
        .isEqualTo("/dev/shm");
  }

  @Test
  @Contract("2.8")
  void sharedMemoryIsLeftToUsersWhoTakeCareOfIt() {
    assertThat(
            pod(cluster(
                    "headGroupSpec: {rayStartParams: {plasma-directory: /x}, template: {spec: {containers: [{name: h}]}}}"))
                .getSpec()
                .getVolumes())
        .isEmpty();
    assertThat(
            pod(cluster(headWith("volumeMounts: [{name: mine, mountPath: /dev/shm}]")))
                .getSpec()
                .getVolumes())
        .isEmpty();
  }

  @Test
  @Contract("2.1")
  @AcceptanceCase(73)
  void sidecarsOfTheOperatorComeLast() {
    ModelConfig config =
        OperatorConfig.builder()
            .headSidecarContainers(List.of(new ContainerBuilder().withName("logs").build()))
            .build()
            .model();
    assertThat(pod(cluster(autoscaling("")), config).getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("ray-head", "autoscaler", "logs");
  }

  @Test
  @Contract({"2.8", "2.9", "2.13"})
  void autoscalerRunsBesideRay() {
    Pod pod = pod(cluster(autoscaling("")));
    Container autoscaler = pod.getSpec().getContainers().get(1);
    assertThat(autoscaler.getImage()).isEqualTo("rayproject/ray:2.52.0");
    assertThat(autoscaler.getImagePullPolicy()).isEqualTo("IfNotPresent");
    assertThat(autoscaler.getArgs())
        .containsExactly(
            "ray kuberay-autoscaler --cluster-name $(RAY_CLUSTER_NAME) --cluster-namespace"
                + " $(RAY_CLUSTER_NAMESPACE)");
    assertThat(autoscaler.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly(
            "RAY_CLUSTER_NAME",
            "RAY_CLUSTER_NAMESPACE",
            "RAY_HEAD_POD_NAME",
            "KUBERAY_CRD_VER",
            "KUBERAY_GEN_AUTOSCALER_START_CMD");
    assertThat(autoscaler.getEnv().get(3).getValue()).isEqualTo("v1");
    assertThat(autoscaler.getResources().getLimits())
        .isEqualTo(autoscaler.getResources().getRequests());
    assertThat(autoscaler.getVolumeMounts()).extracting("mountPath").containsExactly("/tmp/ray");
    assertThat(ray(pod).getVolumeMounts())
        .extracting("mountPath")
        .containsExactly("/tmp/ray", "/dev/shm");
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("demo");
    assertThat(pod.getSpec().getRestartPolicy()).isNull();
    assertThat(ray(pod).getArgs().getFirst()).contains(" --no-monitor ");
    assertThat(values(pod, "RAY_enable_autoscaler_v2")).isEmpty();
  }

  @Test
  @Contract("2.9")
  void autoscalerVersion2ForbidsRestarts() {
    Pod pod = pod(cluster(autoscaling("autoscalerOptions: {version: v2, image: mine}")));
    assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(values(pod, "RAY_enable_autoscaler_v2")).containsExactly("true");
    assertThat(pod.getSpec().getContainers().get(1).getImage()).isEqualTo("mine");
  }

  @Test
  @Contract("2.7")
  void initContainersLearnWhereTheHeadIs() {
    Pod pod =
        pod(
            cluster(
                """
                headGroupSpec:
                  template:
                    spec:
                      initContainers: [{name: prepare}]
                      containers: [{name: ray-head}]
                """));
    assertThat(pod.getSpec().getInitContainers().getFirst().getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactly(
            tuple("FQ_RAY_IP", "demo-head-svc.default.svc.cluster.local"),
            tuple("RAY_IP", "demo-head-svc"));
  }

  @Test
  @Contract("2.1")
  void theUsersTemplateIsNotChanged() {
    DesiredCluster cluster = cluster(autoscaling(""));
    String before = cluster.head().template().toString();
    pod(cluster);
    assertThat(cluster.head().template()).hasToString(before);
  }

  private static String headWith(String containerFields) {
    return """
        headGroupSpec:
          template:
            spec:
              containers:
              - name: ray-head
        %s"""
        .formatted(containerFields.indent(8));
  }

  private static String autoscaling(String options) {
    return TestClusters.HEAD + "enableInTreeAutoscaling: true\n" + options + "\n";
  }

  private static Pod pod(DesiredCluster cluster) {
    return pod(cluster, config());
  }

  private static Pod pod(DesiredCluster cluster, ModelConfig config) {
    return HeadPod.desired(
        cluster, HeadAddress.of(cluster, "demo-head-svc", "cluster.local"), config);
  }

  private static Container ray(Pod pod) {
    return pod.getSpec().getContainers().getFirst();
  }

  private static List<String> values(Pod pod, String variable) {
    return ray(pod).getEnv().stream()
        .filter(env -> env.getName().equals(variable))
        .map(EnvVar::getValue)
        .toList();
  }
}

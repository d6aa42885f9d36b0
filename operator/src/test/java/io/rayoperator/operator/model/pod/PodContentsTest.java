package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.annotated;
import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.labelled;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static io.rayoperator.operator.model.pod.MadePods.headWith;
import static io.rayoperator.operator.model.pod.MadePods.ray;
import static io.rayoperator.operator.model.pod.MadePods.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.testing.Contract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users wrote stays, and little comes to it. */
class PodContentsTest {

  private static final String WORKER_WITH_EVERYTHING =
      TestClusters.HEAD
          + """
          workerGroupSpecs:
          - groupName: small
            template:
              metadata: {annotations: {a: b}, finalizers: [example.com/keep]}
              spec:
                serviceAccountName: mine
                priorityClassName: high
                terminationGracePeriodSeconds: 7
                nodeSelector: {disk: fast}
                restartPolicy: OnFailure
                initContainers: [{name: prepare}]
                containers: [{name: ray-worker, image: i}, {name: logs, env: [{name: A, value: b}]}]
          """;

  @Test
  @Contract({"2.1", "2.13"})
  void whatTheTemplateSaysStays() {
    Pod worker = MadePods.worker(WORKER_WITH_EVERYTHING);
    assertThat(worker.getMetadata().getAnnotations()).containsEntry("a", "b");
    assertThat(worker.getMetadata().getFinalizers()).containsExactly("example.com/keep");
    assertThat(worker.getSpec().getServiceAccountName()).isEqualTo("mine");
    assertThat(worker.getSpec().getPriorityClassName()).isEqualTo("high");
    assertThat(worker.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(7);
    assertThat(worker.getSpec().getNodeSelector()).isEqualTo(Map.of("disk", "fast"));
    assertThat(worker.getSpec().getRestartPolicy()).isEqualTo("OnFailure");
    assertThat(worker.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly("prepare", "wait-gcs-ready");
  }

  @Test
  @Contract("2.1")
  void nothingElseComesToThePod() {
    assertThat(fields(MadePods.head(TestClusters.HEAD)))
        .containsExactlyInAnyOrder("containers", "volumes");
    assertThat(fields(MadePods.worker(withGroups(group("a", "")))))
        .containsExactlyInAnyOrder("containers", "initContainers", "volumes");
  }

  @Test
  @Contract("2.13")
  void serviceAccountOfTheHeadIsTheTemplatesWithoutTheAutoscaler() {
    assertThat(MadePods.head(TestClusters.HEAD).getSpec().getServiceAccountName()).isNull();
    assertThat(
            MadePods.head(
                    TestClusters.HEAD.replace("spec:\n", "spec:\n      serviceAccountName: mine\n"))
                .getSpec()
                .getServiceAccountName())
        .isEqualTo("mine");
  }

  @Test
  @Contract({"2.1", "16.2"})
  void sidecarsOfTheOperatorComeLastInWorkersToo() {
    ModelConfig config =
        OperatorConfig.builder()
            .workerSidecarContainers(List.of(new ContainerBuilder().withName("extra").build()))
            .build()
            .model();
    assertThat(MadePods.worker(cluster(WORKER_WITH_EVERYTHING), config).getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("ray-worker", "logs", "extra");
  }

  @Test
  @Contract("2.7")
  void sidecarsOfTheUserAreToldNothing() {
    assertThat(MadePods.worker(WORKER_WITH_EVERYTHING).getSpec().getContainers().get(1).getEnv())
        .extracting("name")
        .containsExactly("A");
  }

  @Test
  @Contract({"2.2", "2.4", "2.7", "2.11"})
  void workersFindTheHeadAtThePortThatItsUserChose() {
    Pod worker =
        MadePods.worker(
            withGroups(group("small", ""))
                .replace("headGroupSpec:", "headGroupSpec:\n  rayStartParams: {port: '7000'}"));
    String gcs = "demo-head-svc.default.svc.cluster.local:7000";
    assertThat(valuesOf(ray(worker), "RAY_ADDRESS")).containsExactly(gcs);
    assertThat(valuesOf(ray(worker), "RAY_PORT")).containsExactly("7000");
    assertThat(ray(worker).getArgs().getFirst()).contains(" --address=" + gcs + " ");
    assertThat(worker.getSpec().getInitContainers().getFirst().getArgs().getFirst())
        .contains("ray health-check --address " + gcs);
  }

  @Test
  @Contract("2.7")
  void workersKnowWhoTheyAre() {
    Container ray = ray(MadePods.worker(withGroups(group("small", ""))));
    assertThat(valuesOf(ray, "FQ_RAY_IP"))
        .containsExactly("demo-head-svc.default.svc.cluster.local");
    assertThat(valuesOf(ray, "RAY_IP")).containsExactly("demo-head-svc");
    assertThat(MadePods.field(ray, "RAY_CLUSTER_NAME"))
        .isEqualTo("metadata.labels['ray.io/cluster']");
    assertThat(MadePods.field(ray, "RAY_CLUSTER_NAMESPACE")).isEqualTo("metadata.namespace");
    assertThat(MadePods.field(ray, "RAY_CLOUD_INSTANCE_ID")).isEqualTo("metadata.name");
    assertThat(MadePods.field(ray, "RAY_NODE_TYPE_NAME"))
        .isEqualTo("metadata.labels['ray.io/group']");
    assertThat(valuesOf(ray, "KUBERAY_GEN_RAY_START_CMD").getFirst()).startsWith("ray start  --");
    assertThat(valuesOf(ray, "RAY_USAGE_STATS_KUBERAY_IN_USE")).containsExactly("1");
    assertThat(valuesOf(ray, "RAY_DASHBOARD_ENABLE_K8S_DISK_USAGE")).containsExactly("1");
  }

  @Test
  @Contract("2.7")
  void variablesThatAreAlwaysSetComeAfterThoseOfTheUser() {
    Container ray =
        ray(MadePods.head(headWith("env: [{name: KUBERAY_GEN_RAY_START_CMD, value: mine}]")));
    assertThat(valuesOf(ray, "KUBERAY_GEN_RAY_START_CMD")).hasSize(2).first().isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({"RayJob, RayJob", "RayService, RayService", "Other, RayCluster", "'', RayCluster"})
  @Contract("2.7")
  void usageStatisticsTellWhatTheClusterIsFor(String label, String told) {
    Pod head =
        MadePods.head(
            labelled(Map.of("ray.io/originated-from-crd", label), TestClusters.HEAD), config());
    assertThat(valuesOf(ray(head), "RAY_USAGE_STATS_EXTRA_TAGS").getFirst())
        .endsWith(";kuberay_crd=" + told);
  }

  @Test
  @Contract("2.6")
  void annotationOfTheTemplateKeepsTheUsersCommandToo() {
    Pod head =
        MadePods.head(
            headWith("command: [mine]")
                .replace(
                    "template:",
                    "template:\n    metadata: {annotations: {ray.io/overwrite-container-cmd: 'true'}}"));
    assertThat(ray(head).getCommand()).containsExactly("mine");
    assertThat(ray(head).getArgs()).isEmpty();
  }

  @Test
  @Contract({"1.6", "2.6"})
  void annotationOfTheClusterReachesWorkers() {
    Pod worker =
        MadePods.worker(
            annotated(
                Map.of("ray.io/overwrite-container-cmd", "true"), withGroups(group("small", ""))),
            config());
    assertThat(worker.getMetadata().getAnnotations())
        .containsEntry("ray.io/overwrite-container-cmd", "true");
    assertThat(ray(worker).getCommand()).isEmpty();
  }

  @Test
  @Contract("2.3")
  void portOfTheMetricsDoesNotFollowTheParameter() {
    Pod head =
        MadePods.head(
            "headGroupSpec: {rayStartParams: {metrics-export-port: '9'}, template: {spec: {containers: [{name: h}]}}}");
    assertThat(ray(head).getPorts())
        .extracting("name", "containerPort")
        .containsExactly(tuple("metrics", 8080));
    assertThat(ray(MadePods.worker(withGroups(group("a", "")))).getPorts())
        .extracting("containerPort")
        .containsExactly(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{limits: {memory: 2Gi}, requests: {memory: 1Gi}} | 2Gi",
        "{requests: {memory: 1Gi}}                        | 1Gi",
        "{limits: {cpu: 1}}                               |"
      })
  @Contract("2.8")
  void sharedMemoryHasTheLimitOrElseTheRequest(String resources, String size) {
    Volume memory = volume(MadePods.head(headWith("resources: " + resources)), "shared-mem");
    assertThat(memory.getEmptyDir())
        .extracting(EmptyDirVolumeSource::getMedium)
        .isEqualTo("Memory");
    assertThat(String.valueOf(memory.getEmptyDir().getSizeLimit())).isEqualTo(String.valueOf(size));
  }

  @Test
  @Contract("2.8")
  void volumesOfTheUserWithTheseNamesAreUsed() {
    Pod head =
        MadePods.head(
            "enableInTreeAutoscaling: true\n"
                + headWith("")
                + "      volumes: [{name: shared-mem, hostPath: {path: /m}}, {name: ray-logs, hostPath: {path: /l}}]\n");
    assertThat(head.getSpec().getVolumes())
        .hasSize(2)
        .allMatch(volume -> volume.getEmptyDir() == null);
    assertThat(ray(head).getVolumeMounts())
        .extracting("name", "mountPath")
        .containsExactlyInAnyOrder(tuple("shared-mem", "/dev/shm"), tuple("ray-logs", "/tmp/ray"));
  }

  @Test
  @Contract("2.8")
  void logsAreNotMountedOverWhatTheUserMountsThere() {
    Pod head =
        MadePods.head(
            "enableInTreeAutoscaling: true\n"
                + headWith("volumeMounts: [{name: mine, mountPath: /tmp/ray}]"));
    assertThat(ray(head).getVolumeMounts())
        .extracting("name")
        .containsExactlyInAnyOrder("mine", "shared-mem");
    assertThat(head.getSpec().getContainers().get(1).getVolumeMounts())
        .extracting("name")
        .containsExactly("ray-logs");
  }

  @Test
  @Contract("2.11")
  void waitHasTheRightsOfTheRayContainerAndLittleOfTheRest() {
    Container wait =
        MadePods.worker(
                TestClusters.HEAD
                    + """
                    workerGroupSpecs:
                    - groupName: small
                      template:
                        spec:
                          containers:
                          - name: ray-worker
                            securityContext: {runAsUser: 7}
                            envFrom: [{secretRef: {name: s}}]
                    """)
            .getSpec()
            .getInitContainers()
            .getFirst();
    assertThat(wait.getSecurityContext().getRunAsUser()).isEqualTo(7);
    assertThat(wait.getEnvFrom()).isEmpty();
    assertThat(wait.getResources().getRequests().get("cpu")).hasToString("200m");
    assertThat(Arrays.asList(wait.getArgs().getFirst().split("\n", -1)))
        .contains("  sleep 5")
        .anySatisfy(line -> assertThat(line).contains("-lt 120"));
  }

  private static Volume volume(Pod pod, String name) {
    return pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Fields of the spec that have a value. */
  private static List<String> fields(Pod pod) {
    JsonNode spec = new ObjectMapper().valueToTree(pod.getSpec());
    return spec.propertyStream().map(Map.Entry::getKey).toList();
  }
}

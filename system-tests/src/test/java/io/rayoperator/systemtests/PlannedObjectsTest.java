package io.rayoperator.systemtests;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.plan.Action;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.plan.ClusterPlanner;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From a manifest of an older layout, through conversion, to the objects that the operator is going
 * to create: what the guides of that time promise ({@code docs/compatibility.md}).
 */
class PlannedObjectsTest {

  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();
  private static final String RANDOM = "xxxxx";

  private static final String ANT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: raycluster-sample}
      spec:
        clusterName: raycluster-sample
        images: {defaultImage: rayproject/autoscaler}
        imagePullPolicy: Always
        extensions:
        - replicas: 2
          groupName: small-group
          type: worker
          command: ray start --block --node-ip-address=$MY_POD_IP --address=$CLUSTER_NAME-head:6379
          labels: {raycluster.group.name: small-group}
          annotations: {key: value}
          nodeSelector: {disk: ssd}
          serviceAccountName: ray
          affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
          tolerations: [{key: key1, operator: Equal, value: "true", effect: NoSchedule}]
          resources: {limits: {cpu: 1000m, memory: 2Gi, ephemeral-storage: 2Gi}}
          containerEnv: [{name: APPNAME, value: sample}]
          headServiceSuffix: ray-operator.svc
          volumes: [{name: log-volume, emptyDir: {}}]
          volumeMounts: [{name: log-volume, mountPath: /path/to/log}]
        - replicas: 1
          groupName: head-group
          type: head
          image: rayproject/other
          command: ray start --head --block --port=6379 --node-ip-address=$MY_POD_IP
      """;

  private static final String BYTEDANCE =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: raycluster-full}
      spec:
        rayVersion: '1.3.0'
        headNodeSpec:
          params: {port: '6379', redis-password: AwesomeRay, dashboard-host: 0.0.0.0}
          template:
            spec:
              containers:
              - {name: ray-head, image: 'rayproject/ray:1.3.0', ports: [{containerPort: 6379}]}
        workerNodeSpec:
        - groupName: cpu-group
          replicas: 1
          minReplicas: 1
          maxReplicas: 10
          params: {redis-password: AwesomeRay}
          template:
            spec:
              initContainers: [{name: wait, image: busybox}]
              containers: [{name: ray-worker, image: 'rayproject/ray:1.3.0'}]
      """;

  private static final String MICROSOFT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: raycluster-complete}
      spec:
        rayVersion: '1.0.1'
        headService:
          metadata: {name: my-svc}
          spec: {ports: [{port: 80, targetPort: 6379}]}
        headGroupSpec:
          replicas: 1
          rayStartParams: {port: '6379', redis-password: LetMeInRay}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/autoscaler
                command: [python3]
                args: [/opt/code.py]
                ports: [{containerPort: 6379}]
        workerGroupsSpec:
        - groupName: small-group
          replicas: 1
          minReplicas: 1
          maxReplicas: 10
          rayStartParams: {redis-password: LetMeInRay}
          template:
            spec:
              initContainers: [{name: wait, image: busybox}]
              containers: [{name: machine-learning, image: rayproject/autoscaler}]
      """;

  /** Whole objects: a change of any field is seen in the review. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ant/raycluster", "bytedance/waiting-workers", "microsoft/program-on-the-head"})
  void samplesBecomeTheseObjects(String sample) throws IOException {
    Path manifest = Repository.root().resolve("samples/v1alpha1").resolve(sample + ".yaml");
    String planned =
        objects(Planned.of(Files.readString(manifest))).map(this::text).collect(joining());
    String golden = "planned/" + sample.replace('/', '-') + ".yaml";
    Path actual = Path.of("target").resolve(golden);
    Files.createDirectories(actual.getParent());
    Files.writeString(actual, planned);

    assertThat(documents(planned))
        .as("%s is what is planned now", actual)
        .isEqualTo(documents(resource(golden)));
  }

  /** As trees: the order of keys means nothing. */
  private static List<JsonNode> documents(String yaml) throws IOException {
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    }
  }

  private static Stream<HasMetadata> objects(Planned planned) {
    return Stream.concat(Stream.of(planned.headService()), planned.pods().stream());
  }

  private String text(HasMetadata object) {
    // Hashes tell changes of a spec, and are tested where they are made.
    object
        .getMetadata()
        .getAnnotations()
        .keySet()
        .removeIf(annotation -> annotation.endsWith("-hash"));
    return Serialization.asYaml(object);
  }

  private static String resource(String name) throws IOException {
    try (var stream = PlannedObjectsTest.class.getResourceAsStream(name)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test // 002-26
  void antsPodsAreNumbered() {
    assertThat(Planned.of(ANT).podNames())
        .containsExactly(
            "raycluster-sample-head-group-head-0",
            "raycluster-sample-small-group-worker-0",
            "raycluster-sample-small-group-worker-1");
  }

  @ParameterizedTest // The empty name gave two dashes.
  @CsvSource({
    "head-group, raycluster-sample-head-group-head-0, raycluster-sample-head",
    "master, raycluster-sample-master-head-0, raycluster-sample-master-head",
    "'', raycluster-sample--head-0, raycluster-sample-head",
    "Head_Group, raycluster-sample-headgroup-head-0, raycluster-sample-Head_Group-head"
  })
  void antsHeadIsNamedAfterItsGroupIfThatGivesAName(String group, String pod, String service) {
    Planned planned =
        Planned.of(ANT.replace("groupName: head-group", "groupName: '" + group + "'"));
    assertThat(planned.podNames()).contains(pod);
    assertThat(planned.headService().getMetadata().getName()).isEqualTo(service);
  }

  @Test // 002-27
  void antsServiceLeadsToTheHead() {
    Service service = Planned.of(ANT).headService();
    assertThat(service.getMetadata().getName()).isEqualTo("raycluster-sample-head");
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("http-server", 30021), tuple("redis", 6379));
  }

  @Test // 002-29
  void antsCommandsRunAsTheyAreInTheEnvironmentTheyKnow() {
    Container worker = Planned.of(ANT).rayContainer("raycluster-sample-small-group-worker-0");
    assertThat(worker.getCommand()).containsExactly("/bin/bash", "-c", "--");
    assertThat(worker.getArgs())
        .containsExactly(
            "ray start --block --node-ip-address=$MY_POD_IP --address=$CLUSTER_NAME-head:6379");
    assertThat(worker.getEnv())
        .filteredOn(variable -> variable.getValueFrom() != null)
        .extracting(
            EnvVar::getName, variable -> variable.getValueFrom().getFieldRef().getFieldPath())
        .contains(
            tuple("NAMESPACE", "metadata.namespace"),
            tuple("CLUSTER_NAME", "metadata.labels['ray.io/cluster']"),
            tuple("MY_POD_IP", "status.podIP"));
  }

  @Test // 001-3, 001-9, 002-23
  void everyFieldOfAnAntGroupReachesThePod() {
    Planned planned = Planned.of(ANT);
    Pod pod = planned.pod("raycluster-sample-small-group-worker-1");
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("raycluster.group.name", "small-group")
        .containsEntry("raycluster.component", "raycluster-sample-small-group-worker-1")
        .containsEntry("raycluster.instance.name", "raycluster-sample")
        .containsEntry("raycluster.pod.type", "worker")
        .containsEntry("rayclusters.ray.io/component-name", "ray-operator");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry("key", "value");
    assertThat(pod.getSpec().getNodeSelector()).isEqualTo(Map.of("disk", "ssd"));
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("ray");
    assertThat(pod.getSpec().getAffinity().getNodeAffinity()).isNotNull();
    assertThat(pod.getSpec().getTolerations()).hasSize(1);
    assertThat(pod.getSpec().getVolumes())
        .anyMatch(volume -> volume.getName().equals("log-volume"));
    Container container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getName()).isEqualTo("worker");
    assertThat(container.getImage()).isEqualTo("rayproject/autoscaler");
    assertThat(container.getImagePullPolicy()).isEqualTo("Always");
    assertThat(container.getResources().getLimits())
        .containsKeys("cpu", "memory", "ephemeral-storage");
    assertThat(container.getEnv()).anyMatch(variable -> variable.getName().equals("APPNAME"));
    assertThat(container.getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/path/to/log"));
    assertThat(container.getPorts())
        .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
        .containsExactly(tuple("redis", 6379), tuple("http-server", 30021));
    assertThat(planned.rayContainer("raycluster-sample-head-group-head-0").getImage())
        .isEqualTo("rayproject/other");
  }

  @Test // 000-12, 000-13
  void byteDancesChildrenHaveTheirNamesAndVariables() {
    Planned planned = Planned.of(BYTEDANCE);
    assertThat(planned.podNames())
        .containsExactly("raycluster-full-head-xxxxx", "raycluster-full-worker-cpu-group-xxxxx");
    Service service = planned.headService();
    assertThat(service.getMetadata().getName()).isEqualTo("raycluster-full-head");
    assertThat(service.getSpec().getType()).isEqualTo("NodePort");
    assertThat(service.getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(6379);
    Pod worker = planned.pods().getLast();
    assertThat(worker.getMetadata().getLabels())
        .containsEntry("ray.io/id", "raycluster-full-worker");
    assertThat(values(worker.getSpec().getContainers().getFirst()))
        .containsEntry("RAY_HEAD_SERVICE_IP", "raycluster-full-head")
        .containsEntry("RAY_HEAD_SERVICE_PORT", "6379")
        .containsEntry("REDIS_PASSWORD", "AwesomeRay");
    assertThat(worker.getSpec().getInitContainers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(values(container))
                    .containsEntry("RAY_HEAD_SERVICE_IP", "raycluster-full-head"));
  }

  @Test // 000-12
  void byteDancesHeadStartsRayWithEveryParameterOnce() {
    assertThat(Planned.of(BYTEDANCE).rayContainer("raycluster-full-head-xxxxx").getArgs())
        .containsExactly(
            "ulimit -n ${RAY_START_ULIMIT_OPEN_FILES:-65536}; ray start --head  --block "
                + " --dashboard-host=0.0.0.0  --port=6379  --redis-password=AwesomeRay ");
  }

  @Test // 000-3
  void versionsOfRaySideBySideGetWhatTheyKnow() {
    String old = args(Planned.of(BYTEDANCE));
    String current =
        args(Planned.of(BYTEDANCE.replace("rayVersion: '1.3.0'", "rayVersion: '2.9.0'")));
    assertThat(old).doesNotContain("dashboard-agent-listen-port", "metrics-export-port");
    assertThat(current)
        .contains("--dashboard-agent-listen-port=52365", "--metrics-export-port=8080");
  }

  private static String args(Planned planned) {
    return String.join(
        " ", planned.pods().getLast().getSpec().getContainers().getFirst().getArgs());
  }

  @ParameterizedTest // 000-6
  @CsvSource({"ClusterIP", "NodePort", "LoadBalancer"})
  void serviceTypeIsHonoured(String type) {
    String manifest =
        BYTEDANCE.replace("headNodeSpec:\n", "headNodeSpec:\n    serviceType: " + type + "\n");
    assertThat(Planned.of(manifest).headService().getSpec().getType()).isEqualTo(type);
  }

  @Test
  void microsoftsChildrenHaveTheirNamesLabelsAndVariables() {
    Planned planned = Planned.of(MICROSOFT);
    assertThat(planned.podNames())
        .containsExactly(
            "raycluster-complete-head-xxxxx", "raycluster-complete-worker-small-group-xxxxx");
    Service service = planned.headService();
    assertThat(service.getMetadata().getName()).isEqualTo("raycluster-complete-my-svc");
    assertThat(service.getMetadata().getLabels()).containsEntry("isRayService", "yes");
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    Pod worker = planned.pods().getLast();
    assertThat(worker.getMetadata().getLabels())
        .containsEntry("isRayNode", "yes")
        .containsEntry("rayClusterName", "raycluster-complete")
        .containsEntry("rayNodeType", "worker")
        .containsEntry("groupName", "small-group")
        .containsEntry("identifier", "raycluster-complete-worker");
    assertThat(values(worker.getSpec().getContainers().getFirst()))
        .containsEntry("RAY_IP", "raycluster-complete-my-svc")
        .containsEntry("RAY_PORT", "6379")
        .containsEntry("REDIS_PASSWORD", "LetMeInRay");
    assertThat(values(worker.getSpec().getInitContainers().getFirst()))
        .containsEntry("RAY_IP", "raycluster-complete-my-svc");
    Container head = planned.rayContainer("raycluster-complete-head-xxxxx");
    assertThat(values(head)).containsEntry("RAY_IP", "127.0.0.1");
    assertThat(head.getCommand()).last().isEqualTo("python3");
    assertThat(head.getArgs()).containsExactly("/opt/code.py");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {ANT, BYTEDANCE, MICROSOFT})
  void imagesOfThatTimeAreAskedNothingThatTheyDoNotKnow(String manifest) {
    assertThat(Planned.of(manifest).pods())
        .allSatisfy(
            pod -> {
              Container ray = pod.getSpec().getContainers().getFirst();
              assertThat(ray.getLivenessProbe()).isNull();
              assertThat(ray.getReadinessProbe()).isNull();
              assertThat(pod.getSpec().getInitContainers())
                  .extracting(Container::getName)
                  .doesNotContain("wait-gcs-ready");
              assertThat(ray.getPorts())
                  .extracting(ContainerPort::getName)
                  .doesNotContain("metrics");
            });
  }

  /** Selectors of KubeRay's clients, and Ray's autoscaler, find the pods of all layouts. */
  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {ANT, BYTEDANCE, MICROSOFT})
  void labelsOfKubeRayAreThereInEveryLayout(String manifest) {
    Planned planned = Planned.of(manifest);
    assertThat(planned.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.getMetadata().getLabels())
                    .containsKeys(
                        "ray.io/cluster",
                        "ray.io/node-type",
                        "ray.io/group",
                        "ray.io/identifier",
                        "ray.io/is-ray-node",
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/created-by"));
    Pod head = planned.pods().getFirst();
    assertThat(head.getMetadata().getLabels())
        .containsAllEntriesOf(planned.headService().getSpec().getSelector());
  }

  private static Map<String, String> values(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        // The last one of a name wins.
        .collect(toMap(EnvVar::getName, EnvVar::getValue, (first, last) -> last));
  }

  /** What the first pass over a new cluster creates. */
  private record Planned(ClusterPlan plan) {

    static Planned of(String manifest) {
      try {
        ObjectNode written = (ObjectNode) new YAMLMapper().readTree(manifest);
        RayCluster cluster =
            Serialization.unmarshal(
                CONVERTER.convert(written, ApiVersion.V1).toString(), RayCluster.class);
        cluster.getMetadata().setNamespace("default");
        cluster.getMetadata().setUid("11111111-2222-3333-4444-555555555555");
        return new Planned(
            ClusterPlanner.plan(
                DesiredCluster.of(cluster),
                ObservedCluster.empty(),
                new RayClusterStatus(),
                OperatorConfig.builder().operatorVersion("test").build().model(),
                (group, prefix) -> prefix + RANDOM,
                () -> RANDOM,
                Instant.EPOCH));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Service headService() {
      return plan.actions(Action.CreateChild.class).stream()
          .map(Action.CreateChild::child)
          .filter(Service.class::isInstance)
          .map(Service.class::cast)
          .findFirst()
          .orElseThrow();
    }

    List<Pod> pods() {
      return plan.actions(Action.CreatePod.class).stream().map(Action.CreatePod::pod).toList();
    }

    List<String> podNames() {
      return pods().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    Pod pod(String name) {
      return pods().stream()
          .filter(pod -> Objects.equals(name, pod.getMetadata().getName()))
          .findFirst()
          .orElseThrow();
    }

    Container rayContainer(String pod) {
      return pod(pod).getSpec().getContainers().getFirst();
    }
  }
}

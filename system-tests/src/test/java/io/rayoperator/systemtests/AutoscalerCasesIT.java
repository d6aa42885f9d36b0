package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * KubeRay's cases with the autoscaler, for what the operator does in them. The test decides in
 * Ray's place what is in demand and what is idle; {@link ScriptedAutoscaler} does what follows from
 * it, in both versions of the API.
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
@Contract({"2.9", "2.10", "5.4"})
class AutoscalerCasesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CPU = "{num-cpus: '1'}";
  private static final String GPU = "{num-cpus: '0', num-gpus: '1'}";
  private static final String TPU = "{resources: '\"{\\\"TPU\\\": 4}\"'}";

  private static Product product;

  private final LocalControlPlane controlPlane;
  private final KubernetesClient client;
  private Kubectl kubectl;
  private TestNamespace namespace;
  private Served served;
  private @Nullable ScriptedAutoscaler autoscaler;

  AutoscalerCasesIT(LocalControlPlane controlPlane, KubernetesClient client, Kubectl kubectl) {
    this.controlPlane = controlPlane;
    this.client = client;
    this.kubectl = kubectl;
  }

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) {
    product = Product.start(controlPlane, client);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void inThisNamespace(TestNamespace namespace) {
    this.namespace = namespace;
    this.kubectl = kubectl.in(namespace);
    this.served = new Served(client, namespace);
  }

  @AfterEach
  void stopAutoscaler() {
    if (autoscaler != null) {
      autoscaler.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(40)
  void workersComeAndGoOneByOne(String version) {
    create(version, "", group("cpu", CPU, 0, 5));
    for (int workers = 1; workers <= 2; workers++) {
      autoscaler().serve("CPU");
      awaitWorkers("cpu", workers);
      awaitDesired(workers);
    }
    for (int workers = 1; workers >= 0; workers--) {
      Pod idle = autoscaler().workers("cpu").getFirst();
      autoscaler().release("cpu", List.of(idle));
      awaitWorkers("cpu", workers);
      awaitDesired(workers);
      assertThat(names(autoscaler().workers("cpu"))).doesNotContain(name(idle));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase({41, 48})
  void gpuGroupServesDemandForGpus(String version) {
    create(version, "", group("cpu", CPU, 0, 5), group("gpu", GPU, 0, 5));
    comesAndGoes("GPU", "gpu");
    assertThat(autoscaler().workers("cpu")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(48)
  void gpuGroupServesDemandForCpusIfThereIsNoOther(String version) {
    create(version, "", group("gpu", "{num-cpus: '1', num-gpus: '1'}", 0, 5));
    comesAndGoes("CPU", "gpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(42)
  void slicesComeAndGoAsAWhole(String version) {
    create(
        version,
        "",
        group("one-host", TPU, 0, 1),
        group("four-hosts", TPU, 0, 1) + "    numOfHosts: 4\n");
    autoscaler().serve("TPU");
    awaitWorkers("one-host", 1);
    autoscaler().serve("TPU");
    awaitWorkers("four-hosts", 4);
    assertThat(autoscaler().replicas()).isEqualTo(2);

    set("/spec/workerGroupSpecs/0/maxReplicas", 0);
    set("/spec/workerGroupSpecs/1/maxReplicas", 0);
    autoscaler().keepToMaxima();
    awaitWorkers("one-host", 0);
    awaitWorkers("four-hosts", 0);
    awaitDesired(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(43)
  void groupWithACustomResourceServesItsDemand(String version) {
    create(
        version,
        "",
        group("cpu", CPU, 0, 5),
        group("custom", "{resources: '\"{\\\"CustomResource\\\": 1}\"'}", 0, 5));
    comesAndGoes("CustomResource", "custom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(44)
  void burstFillsTheGroup(String version) {
    create(version, "idleTimeoutSeconds: 3600", group("cpu", CPU, 0, 3));
    assertThat(autoscaler().read().at("/spec/autoscalerOptions/idleTimeoutSeconds").asInt())
        .isEqualTo(3600);
    autoscaler().scale("cpu", 3);
    awaitWorkers("cpu", 3);
    awaitDesired(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @Contract("5.1")
  @AcceptanceCase(45)
  void raisedMinimumNeedsNoAutoscaler(String version) {
    create(version, "", group("cpu", CPU, 0, 5));
    set("/spec/workerGroupSpecs/0/minReplicas", 2);
    awaitWorkers("cpu", 2);
    awaitDesired(2);
    autoscaler().scale("cpu", 3);
    awaitWorkers("cpu", 3);
    assertThat(autoscaler().replicas()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @Contract("5.1")
  @AcceptanceCase(46)
  void changedMaximumIsFollowed(String version) {
    create(version, "", group("cpu", CPU, 0, 2));
    autoscaler().scale("cpu", 2);
    awaitWorkers("cpu", 2);

    set("/spec/workerGroupSpecs/0/maxReplicas", 3);
    autoscaler().serve("CPU");
    awaitWorkers("cpu", 3);
    awaitDesired(3);

    set("/spec/workerGroupSpecs/0/maxReplicas", 1);
    awaitDesired(1);
    // Only the autoscaler knows which workers can go.
    assertThat(autoscaler().workers("cpu")).hasSize(3);
    autoscaler().keepToMaxima();
    awaitWorkers("cpu", 1);
    assertThat(autoscaler().replicas()).isEqualTo(1);
  }

  @Test
  @AcceptanceCase(47)
  void groupsHaveIdleTimeoutsOfTheirOwn() {
    create(
        "v1",
        "version: v2",
        group("fast", CPU, 0, 5) + "    idleTimeoutSeconds: 10\n",
        group("slow", CPU, 0, 5) + "    idleTimeoutSeconds: 30\n");
    JsonNode groups = autoscaler().read().at("/spec/workerGroupSpecs");
    assertThat(groups.at("/0/idleTimeoutSeconds").asInt()).isEqualTo(10);
    assertThat(groups.at("/1/idleTimeoutSeconds").asInt()).isEqualTo(30);
    autoscaler().scale("fast", 1);
    autoscaler().scale("slow", 1);
    awaitWorkers("fast", 1);
    awaitWorkers("slow", 1);
    assertThat(autoscaler().workers("fast").getFirst().getSpec().getRestartPolicy())
        .isEqualTo("Never");
    for (String group : List.of("fast", "slow")) {
      autoscaler().release(group, autoscaler().workers(group));
      awaitWorkers(group, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(49)
  void workersThatNobodyNamesStay(String version) {
    create(version, "idleTimeoutSeconds: 6", group("cpu", CPU, 0, 5));
    autoscaler().scale("cpu", 3);
    awaitWorkers("cpu", 3);
    Set<String> before = names(autoscaler().workers("cpu"));
    autoscaler().scale("cpu", 1);
    awaitDesired(1);
    assertThat(names(autoscaler().workers("cpu"))).isEqualTo(before);
    autoscaler().scale("cpu", 3);
    awaitDesired(3);
    assertThat(names(autoscaler().workers("cpu"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(50)
  void requestByTheSdkIsOneWorker(String version) {
    create(version, "", group("cpu", CPU, 0, 5));
    autoscaler().serve("CPU");
    awaitWorkers("cpu", 1);
    awaitDesired(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(51)
  void groupThatIsAddedToALiveClusterTakesPart(String version) {
    create(version, "", group("cpu", CPU, 0, 5));
    kubectl.apply(manifest("", group("cpu", CPU, 0, 5), group("gpu", GPU, 0, 5))).succeeds();
    autoscaler().serve("CPU");
    awaitWorkers("cpu", 1);
    comesAndGoes("GPU", "gpu");
    assertThat(autoscaler().workers("cpu")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(52)
  void deletedPodsOfPlacementGroupsAreReplaced(String version) {
    create(version, "", group("cpu", "{num-cpus: '2'}", 0, 5));
    for (int pods : List.of(1, 2)) {
      autoscaler().scale("cpu", pods);
      awaitWorkers("cpu", pods);
      List<Pod> deleted = autoscaler().workers("cpu");
      deleted.forEach(pod -> client.pods().resource(pod).withGracePeriod(0).delete());
      eventually(
          () ->
              assertThat(names(autoscaler().workers("cpu")))
                  .hasSize(pods)
                  .doesNotContainAnyElementsOf(names(deleted)));
    }
    awaitReadyWorkers(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  @AcceptanceCase(54)
  void conservativeUpscalingGoesInSteps(String version) {
    create(version, "upscalingMode: Conservative", group("cpu", CPU, 0, 10));
    assertThat(autoscaler().read().at("/spec/autoscalerOptions/upscalingMode").asText())
        .isEqualTo("Conservative");
    autoscaler().scale("cpu", 5);
    assertThat(autoscaler().replicas()).isEqualTo(5);
    awaitWorkers("cpu", 5);
    autoscaler().scale("cpu", 10);
    awaitWorkers("cpu", 10);
    awaitReadyWorkers(10);
  }

  private ScriptedAutoscaler autoscaler() {
    return Objects.requireNonNull(autoscaler, "there is a cluster");
  }

  private void comesAndGoes(String resource, String group) {
    autoscaler().serve(resource);
    awaitWorkers(group, 1);
    autoscaler().release(group, autoscaler().workers(group));
    awaitWorkers(group, 0);
  }

  /** A cluster, and its autoscaler as soon as it has its rights. */
  private void create(String version, String options, String... groups) {
    kubectl.apply(manifest(options, groups)).succeeds();
    eventually(
        () ->
            assertThat(
                    client
                        .rbac()
                        .roleBindings()
                        .inNamespace(namespace.name())
                        .withName("demo")
                        .get())
                .isNotNull());
    autoscaler = new ScriptedAutoscaler(controlPlane, namespace, "demo", version);
    // Rights take a moment to reach the API server's own cache.
    eventually(
        () -> assertThat(autoscaler().read().at("/metadata/name").asText()).isEqualTo("demo"));
  }

  private static String manifest(String options, String... groups) {
    return """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          enableInTreeAutoscaling: true
          autoscalerOptions: {%s}
          headGroupSpec:
            rayStartParams: {num-cpus: '0'}
            template: {spec: {containers: [{name: ray-head, image: 'rayproject/ray:2.52.0'}]}}
          workerGroupSpecs:
        %s"""
        .formatted(options, Stream.of(groups).collect(Collectors.joining()));
  }

  private static String group(String name, String rayStartParams, int min, int max) {
    return """
          - groupName: %s
            minReplicas: %d
            maxReplicas: %d
            rayStartParams: %s
            template: {spec: {containers: [{name: ray-worker, image: 'rayproject/ray:2.52.0'}]}}
        """
        .formatted(name, min, max, rayStartParams);
  }

  /** As a user does it. */
  private void set(String path, int value) {
    kubectl
        .run(
            "patch",
            "raycluster",
            "demo",
            "--type=json",
            "-p",
            "[{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}]")
        .succeeds();
  }

  private void awaitWorkers(String group, int count) {
    eventually(() -> assertThat(autoscaler().workers(group)).hasSize(count));
  }

  private void awaitDesired(int workers) {
    eventually(
        () ->
            assertThat(served.v1("demo").at("/status/desiredWorkerReplicas").asInt())
                .isEqualTo(workers));
  }

  private void awaitReadyWorkers(int count) {
    eventually(
        () ->
            assertThat(served.v1("demo").at("/status/readyWorkerReplicas").asInt())
                .isEqualTo(count));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }

  private static Set<String> names(List<? extends HasMetadata> objects) {
    return objects.stream().map(AutoscalerCasesIT::name).collect(Collectors.toSet());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}

package io.rayoperator.systemtests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live clusters of the Python operator's group go on in ray.io, and none of their pods notices. */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true)
class LeaveIT {

  private static final int OK = 0;
  private static final int FINDINGS = 1;
  private static final int STOPPED = 3;
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String LEGACY = "rayclusters.cluster.ray.io";
  private static final String RAY_IO = "rayclusters.ray.io";

  private static final String CLUSTER =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata: {name: NAME}
      spec:
        maxWorkers: 3
        upscalingSpeed: 0.5
        headPodType: head
        podTypes:
        - name: head
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: ray-head-}
            spec: {restartPolicy: Never, containers: [{name: ray-node, image: "rayproject/ray:2.9.0"}]}
        - name: workers
          minWorkers: 1
          maxWorkers: 3
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: ray-worker-}
            spec: {restartPolicy: Never, containers: [{name: ray-node, image: "rayproject/ray:2.9.0"}]}
      """;

  private static LegacyOperator operator;
  private static Path kubeconfig;

  private final LocalControlPlane controlPlane;
  private final KubernetesClient client;
  private String namespace;
  private Kubectl kubectl;

  LeaveIT(LocalControlPlane controlPlane, KubernetesClient client) {
    this.controlPlane = controlPlane;
    this.client = client;
  }

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    LegacyRayClusterApi.install(client);
    operator = LegacyOperator.start(controlPlane);
    kubeconfig = LeavingAccount.kubeconfig(controlPlane);
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @BeforeEach
  void here(TestNamespace namespace) {
    this.namespace = namespace.name();
    this.kubectl = controlPlane.kubectl().in(namespace);
    // kubectl remembers which groups there are.
    kubectl.run("api-resources").succeeds();
  }

  /** A test must not find what others left. */
  @AfterEach
  void removeClusters() {
    kubectl.run("delete", LEGACY, "--all", "--timeout=60s").succeeds();
    kubectl.run("delete", RAY_IO, "--all", "--timeout=60s").succeeds();
  }

  private void create(String name) {
    kubectl.apply(CLUSTER.replace("NAME", name)).succeeds();
  }

  private void createRunning(String... names) {
    for (String name : names) {
      create(name);
    }
    for (String name : names) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(kubectl.run("get", LEGACY, name, "-o=jsonpath={.status.phase}").stdout())
                    .isEqualTo("Running");
                assertThat(pods(name)).hasSize(2);
                kubectl.run("get", "deployment", name + "-ray-autoscaler").succeeds();
              });
    }
  }

  /** Names by UID, of those that are not going. */
  private Map<String, String> pods(String cluster) {
    Map<String, String> pods = new TreeMap<>();
    client
        .pods()
        .inNamespace(namespace)
        .withLabel("ray-cluster-name", cluster)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .forEach(pod -> pods.put(pod.getMetadata().getUid(), pod.getMetadata().getName()));
    return pods;
  }

  private List<String> names(String resource) {
    return kubectl.run("get", resource, "-o=name").succeeds().stdout().lines().toList();
  }

  private MigrateRun leave(String... options) {
    return MigrateRun.startLegacy(
        kubeconfig,
        Stream.concat(Stream.of("--namespace=" + namespace), Stream.of(options))
            .toArray(String[]::new));
  }

  private static JsonNode json(MigrateRun run) throws IOException {
    return new ObjectMapper().readTree(run.output());
  }

  @Test
  void clustersThatRunLeaveAndKeepTheirPods(@TempDir Path directory) throws IOException {
    createRunning("one", "two");
    Map<String, String> one = pods("one");
    Map<String, String> before = new TreeMap<>(one);
    before.putAll(pods("two"));

    MigrateRun plan = leave("--dry-run").endsWith(OK);
    assertThat(plan.output())
        .contains(
            namespace + "/one: can leave, with 2 pods",
            "note: spec.upscalingSpeed: 0.5 has no equal");
    assertThat(names(LEGACY)).as("after a mere plan").hasSize(2);

    MigrateRun run = leave("--output-dir=" + directory, "-o=json").endsWith(OK);

    assertThat(json(run).findValuesAsText("outcome")).containsExactly("LEFT", "LEFT");
    assertThat(json(run).path("noneLeft").asBoolean()).isTrue();
    assertThat(names(LEGACY)).isEmpty();
    assertThat(names(RAY_IO)).hasSize(2);
    Map<String, String> after = pods("one");
    after.putAll(pods("two"));
    assertThat(after).isEqualTo(before);

    Path manifest = directory.resolve(namespace).resolve("one.yaml");
    assertThat(Files.readString(manifest)).contains("# spec.upscalingSpeed: 0.5 has no equal");
    String generation = generation("one");
    kubectl.run("apply", "--validate=strict", "-f", manifest.toString()).succeeds();
    assertThat(generation("one")).as("applied again, it changes nothing").isEqualTo(generation);

    // The operator looks after what left.
    kubectl
        .run(
            "patch",
            RAY_IO,
            "one",
            "--type=json",
            "-p=[{\"op\":\"add\",\"path\":\"/spec/workerGroupSpecs/0/replicas\",\"value\":2}]")
        .succeeds();
    await().atMost(SOON).untilAsserted(() -> assertThat(pods("one")).hasSize(3));
    assertThat(pods("one")).containsAllEntriesOf(one);

    assertThat(leave().endsWith(OK).output())
        .contains(
            "Left before: " + namespace + "/one, " + namespace + "/two", "kubectl delete crd");
  }

  private String generation(String name) {
    return kubectl.run("get", RAY_IO, name, "-o=jsonpath={.metadata.generation}").stdout();
  }

  @Test
  void whatCannotGoOnStaysAndIsToldWhy() throws IOException {
    createRunning("good");
    kubectl
        .apply(
            "{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: taken}, spec: {headGroupSpec:"
                + " {template: {spec: {containers: [{name: ray, image: ray}]}}}}}")
        .succeeds();
    create("taken");
    kubectl
        .apply(
            CLUSTER.replace("NAME", "invalid").replace("headPodType: head", "headPodType: nobody"))
        .succeeds();
    createRunning("going");
    kubectl.run("patch", LEGACY, "going", "--type=merge", finalizers("a.b/c")).succeeds();
    kubectl.run("delete", LEGACY, "going", "--wait=false").succeeds();
    Map<String, String> good = pods("good");

    MigrateRun run = leave("-o=json").endsWith(FINDINGS);

    assertThat(outcome(run, "good")).isEqualTo("LEFT");
    assertThat(reasons(run, "taken")).contains("NameTaken");
    assertThat(reasons(run, "invalid")).contains("not valid: spec.headPodType");
    assertThat(reasons(run, "going")).contains("is being deleted").contains("a.b/c");
    assertThat(json(run).path("noneLeft").asBoolean()).isFalse();
    assertThat(names(LEGACY)).hasSize(3).noneMatch(name -> name.endsWith("good"));
    assertThat(names(RAY_IO)).anyMatch(name -> name.endsWith("/taken"));
    assertThat(pods("good")).isEqualTo(good);
    kubectl.run("patch", LEGACY, "going", "--type=merge", finalizers("")).succeeds();
  }

  private static String finalizers(String name) {
    return "-p={\"metadata\":{\"finalizers\":[%s]}}"
        .formatted(name.isEmpty() ? "" : "\"" + name + "\"");
  }

  private JsonNode cluster(MigrateRun run, String name) throws IOException {
    for (JsonNode cluster : json(run).path("clusters")) {
      if (cluster.path("cluster").asText().equals(namespace + "/" + name)) {
        return cluster;
      }
    }
    throw new AssertionError(run.output());
  }

  private String outcome(MigrateRun run, String name) throws IOException {
    return cluster(run, name).path("outcome").asText();
  }

  private String reasons(MigrateRun run, String name) throws IOException {
    assertThat(outcome(run, name)).isEqualTo("STAYS");
    return cluster(run, name).path("reasons").toString();
  }

  @Test
  void aRunThatIsKilledIsFinishedByTheNext() {
    String[] clusters = {"a", "b", "c", "d"};
    createRunning(clusters);
    Map<String, String> before = new TreeMap<>();
    Stream.of(clusters).forEach(name -> before.putAll(pods(name)));

    leave().killAfter("has left");
    int left = names(LEGACY).size();
    assertThat(left).isLessThan(clusters.length);
    MigrateRun second = leave().endsWith(OK);

    assertThat(second.output()).contains("Left before: " + namespace + "/a");
    assertThat(names(LEGACY)).isEmpty();
    Map<String, String> after = new TreeMap<>();
    Stream.of(clusters).forEach(name -> after.putAll(pods(name)));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void withoutAnOperatorClustersLeaveAllTheSameUnlessAFinalizerWouldKeepThem() throws IOException {
    createRunning("free", "kept");
    operator.kill();
    try {
      kubectl
          .run(
              "patch",
              LEGACY,
              "kept",
              "--type=merge",
              finalizers("kopf.zalando.org/KopfFinalizerMarker"))
          .succeeds();
      create("new");
      Map<String, String> before = pods("free");

      MigrateRun run = leave("-o=json").endsWith(FINDINGS);

      assertThat(outcome(run, "free")).isEqualTo("LEFT");
      assertThat(pods("free")).isEqualTo(before);
      assertThat(reasons(run, "kept")).contains("kopf", "is one running?");
      assertThat(reasons(run, "new")).contains("start this operator with --legacy-clusters");
    } finally {
      operator.restart();
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        kubectl
                            .run("get", LEGACY, "kept", "-o=jsonpath={.metadata.finalizers}")
                            .stdout())
                    .isEmpty());
    leave("kept").endsWith(OK);
  }

  @Test
  void whatThePythonOperatorMadeIsNamedAndGoesFirst() throws IOException {
    operator.kill();
    try {
      create("old");
      String owner =
          "ownerReferences: [{apiVersion: cluster.ray.io/v1, kind: RayCluster, name: old, controller:"
              + " true, blockOwnerDeletion: true, uid: "
              + kubectl.run("get", LEGACY, "old", "-o=jsonpath={.metadata.uid}").stdout()
              + "}]";
      kubectl
          .apply(
              "{apiVersion: v1, kind: Service, metadata: {name: old-ray-head, %s}, spec: {ports: [{port: 10001}]}}\n---\n"
                      .formatted(owner)
                  + "{apiVersion: v1, kind: Pod, metadata: {name: old-ray-head-1, labels: {ray-cluster-name: old}, %s},"
                      .formatted(owner)
                  + " spec: {containers: [{name: ray, image: ray}]}}")
          .succeeds();
    } finally {
      operator.restart();
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(names(RAY_IO)).hasSize(1));

    assertThat(reasons(leave("--dry-run", "-o=json").endsWith(FINDINGS), "old"))
        .contains("Pod old-ray-head-1, Service old-ray-head");

    kubectl.run("delete", "pod/old-ray-head-1", "service/old-ray-head", "--now").succeeds();
    createRunning("old");
    leave().endsWith(OK);
  }

  @Test
  void namesSelectAndUnknownOnesAreTold() throws IOException {
    createRunning("one", "two");

    MigrateRun run = leave("one", "three", "-o=json").endsWith(FINDINGS);

    assertThat(outcome(run, "one")).isEqualTo("LEFT");
    assertThat(reasons(run, "three")).contains("there is no such cluster");
    assertThat(names(LEGACY)).singleElement().asString().endsWith("/two");
  }

  @Test
  void withoutTheDefinitionThereIsNothingToDo() {
    LegacyRayClusterApi.remove(client);
    try {
      assertThat(leave().endsWith(STOPPED).progress())
          .contains("There is no CustomResourceDefinition rayclusters.cluster.ray.io");
    } finally {
      LegacyRayClusterApi.install(client);
      // What kubectl asks for the groups may be a moment behind.
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                kubectl.run("api-resources").succeeds();
                kubectl.run("get", LEGACY).succeeds();
              });
    }
  }
}

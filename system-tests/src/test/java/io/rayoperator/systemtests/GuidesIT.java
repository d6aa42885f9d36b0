package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the guides of the operators before KubeRay tell their users to do and to see, with the
 * manifests that they published ({@code docs/compatibility.md} has the rows). The product runs as
 * processes, pods are simulated.
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class GuidesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static Product product;

  private KubernetesClient client;
  private Kubectl kubectl;
  private TestNamespace namespace;

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client, Kubectl kubectl) {
    assumeTrue(
        Repository.fixtures().isPresent(),
        "no published manifests here: set RAY_OPERATOR_FIXTURES to their directory");
    product = Product.start(controlPlane, client);
    // What Ant's complete sample asks of its nodes.
    kubectl.run("label", "nodes", "--all", "--overwrite", "key1=true", "key2=true").succeeds();
  }

  @AfterAll
  static void stop() {
    if (product != null) {
      product.close();
    }
  }

  @BeforeEach
  void here(KubernetesClient client, Kubectl kubectl, TestNamespace namespace) {
    this.client = client;
    this.kubectl = kubectl.in(namespace);
    this.namespace = namespace;
    awaitServiceAccount(namespace);
  }

  /** Pods are refused before there is an account to run them as. */
  private void awaitServiceAccount(TestNamespace of) {
    await()
        .until(
            () ->
                client.serviceAccounts().inNamespace(of.name()).withName("default").get() != null);
  }

  private static String published(String file) {
    try {
      return Files.readString(Repository.fixtures().orElseThrow().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apply(String manifest) {
    kubectl.apply(manifest, "--validate=strict").succeeds();
  }

  private List<Pod> pods(String cluster) {
    return client
        .pods()
        .inNamespace(namespace.name())
        .withLabel("ray.io/cluster", cluster)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private List<String> podNames(String cluster) {
    return pods(cluster).stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private Pod pod(String name) {
    return Objects.requireNonNull(
        client.pods().inNamespace(namespace.name()).withName(name).get(), name);
  }

  private Pod podLike(String cluster, String pattern) {
    return pods(cluster).stream()
        .filter(pod -> pod.getMetadata().getName().matches(pattern))
        .findFirst()
        .orElseThrow();
  }

  private static Container ray(Pod pod) {
    return pod.getSpec().getContainers().getFirst();
  }

  private Service service(String name) {
    return client.services().inNamespace(namespace.name()).withName(name).get();
  }

  private String v1(String cluster, String pointer) {
    return new Served(client, namespace).v1(cluster).at(pointer).asText();
  }

  private void awaitReady(String cluster) {
    eventually(() -> assertThat(v1(cluster, "/status/state")).isEqualTo("ready"));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).untilAsserted(assertion);
  }

  @Test // 001-7, 002-21, 002-25, 002-26, 002-27, 002-28
  void antsMiniSampleRunsAsItsReadmeShows() {
    assertThat(
            kubectl
                .runWithInput(
                    published("ant/ray_v1_raycluster.mini.yaml"), "create", "--filename", "-")
                .succeeds()
                .stdout())
        .contains("raycluster.ray.io/raycluster-sample created");
    awaitReady("raycluster-sample");

    assertThat(kubectl.run("get", "rayclusters").succeeds().stdout())
        .matches("(?s)NAME .*AGE.*\nraycluster-sample .*");
    String small = "raycluster-sample-small-group-worker-";
    String head = "raycluster-sample-head-group-head-0";
    assertThat(podNames("raycluster-sample")).containsExactlyInAnyOrder(head, small + 0);
    assertThat(kubectl.run("get", "pods").succeeds().stdout())
        .containsPattern(head + " +1/1 +Running")
        .containsPattern(small + "0 +1/1 +Running");
    assertThat(kubectl.run("get", "services").succeeds().stdout())
        .containsPattern("raycluster-sample-head +ClusterIP +.*6379/TCP");

    scaleAnt(0, 3);
    eventually(
        () ->
            assertThat(podNames("raycluster-sample"))
                .containsExactlyInAnyOrder(head, small + 0, small + 1, small + 2));
    scaleAnt(0, 1);
    eventually(
        () -> assertThat(podNames("raycluster-sample")).containsExactlyInAnyOrder(head, small + 0));

    kubectl.run("delete", "raycluster", "raycluster-sample").succeeds();
    eventually(
        () -> {
          assertThat(podNames("raycluster-sample")).isEmpty();
          assertThat(service("raycluster-sample-head")).isNull();
        });
  }

  /** As a user of the old version scales. */
  private void scaleAnt(int group, int replicas) {
    kubectl
        .run(
            "patch",
            "rayclusters.v1alpha1.ray.io",
            "raycluster-sample",
            "--type=json",
            "--patch",
            "[{\"op\":\"replace\",\"path\":\"/spec/extensions/%d/replicas\",\"value\":%d}]"
                .formatted(group, replicas))
        .succeeds();
  }

  @Test // 001-8, 002-4, 002-22
  void antsHeterogeneousSampleHasWorkersOfTwoSizes() {
    apply(published("ant/ray_v1_raycluster.heterogeneous.yaml"));
    awaitReady("raycluster-sample");
    assertThat(pods("raycluster-sample"))
        .extracting(
            pod -> pod.getMetadata().getName(),
            pod -> String.valueOf(ray(pod).getResources().getLimits().get("cpu")),
            pod -> String.valueOf(ray(pod).getResources().getLimits().get("memory")))
        .containsExactlyInAnyOrder(
            tuple("raycluster-sample-head-group-head-0", "2", "4Gi"),
            tuple("raycluster-sample-medium-group-worker-0", "2", "4Gi"),
            tuple("raycluster-sample-small-group-worker-0", "1", "2Gi"));
  }

  @Test // 001-3, 001-9, 002-2, 002-23, 002-29
  void antsCompleteSampleComesBackAsItWas() {
    apply(published("ant/ray_v1_raycluster.complete.yaml"));
    awaitReady("raycluster-sample");
    List<String> names =
        List.of(
            "raycluster-sample-headgroup-head-0",
            "raycluster-sample-medium-group-worker-0",
            "raycluster-sample-small-group-worker-0");
    assertThat(podNames("raycluster-sample")).containsExactlyInAnyOrderElementsOf(names);
    Pod small = pod("raycluster-sample-small-group-worker-0");
    assertThat(small.getMetadata().getLabels())
        .containsEntry("raycluster.group.name", "small-group")
        .containsEntry("raycluster.component", small.getMetadata().getName());
    assertThat(small.getMetadata().getAnnotations()).containsEntry("key", "value");
    assertThat(small.getSpec().getTolerations())
        .anyMatch(toleration -> "key1".equals(toleration.getKey()));
    assertThat(small.getSpec().getAffinity().getNodeAffinity()).isNotNull();
    assertThat(ray(small).getEnv())
        .extracting(EnvVar::getName)
        .contains("APPNAME", "MY_POD_NAME", "MY_POD_IP", "CLUSTER_NAME", "NAMESPACE");
    assertThat(ray(small).getArgs())
        .singleElement()
        .asString()
        .contains("--address=$CLUSTER_NAME-head:6379", "--node-ip-address=$MY_POD_IP");
    assertThat(ray(small).getReadinessProbe()).isNull();

    for (String name : names) {
      String before = pod(name).getMetadata().getUid();
      kubectl.run("delete", "pod", name, "--wait=false").succeeds();
      eventually(
          () ->
              assertThat(client.pods().inNamespace(namespace.name()).withName(name).get())
                  .isNotNull()
                  .satisfies(pod -> assertThat(pod.getMetadata().getUid()).isNotEqualTo(before)));
    }
    kubectl.run("delete", "service", "raycluster-sample-head").succeeds();
    eventually(() -> assertThat(service("raycluster-sample-head")).isNotNull());
    eventually(
        () -> assertThat(podNames("raycluster-sample")).containsExactlyInAnyOrderElementsOf(names));
    awaitReady("raycluster-sample");
  }

  @Test // 000-3, 000-6, 000-12
  void byteDancesSimpleSampleRunsAsItsReadmeShows() {
    apply(published("bytedance/examples_cluster-simple.yaml"));
    awaitReady("raycluster-simple");

    Service service = service("raycluster-simple-head");
    assertThat(service.getSpec().getType()).isEqualTo("NodePort");
    assertThat(service.getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(6379);
    assertThat(podNames("raycluster-simple"))
        .singleElement()
        .asString()
        .matches("raycluster-simple-head-[a-z0-9]{5}");
    assertThat(ray(pods("raycluster-simple").getFirst()).getArgs())
        .containsExactly(
            "ulimit -n ${RAY_START_ULIMIT_OPEN_FILES:-65536}; ray start --head  --block "
                + " --dashboard-host=0.0.0.0  --node-ip-address=$MY_POD_IP "
                + " --node-manager-port=12346  --num-cpus=1  --object-manager-port=12345 "
                + " --object-store-memory=100000000  --port=6379  --redis-password=AwesomeRay ");

    for (String type : List.of("ClusterIP", "LoadBalancer", "NodePort")) {
      kubectl
          .run(
              "patch",
              "rayclusters.v1alpha1.ray.io",
              "raycluster-simple",
              "--type=merge",
              "--patch",
              "{\"spec\":{\"headNodeSpec\":{\"serviceType\":\"" + type + "\"}}}")
          .succeeds();
      eventually(
          () -> assertThat(service("raycluster-simple-head").getSpec().getType()).isEqualTo(type));
    }
  }

  @Test // 000-2, 000-13
  void byteDancesFullSampleHasWorkersThatFindTheHead() {
    apply(published("bytedance/examples_cluster.yaml"));
    awaitReady("raycluster-full");
    Pod worker = podLike("raycluster-full", "raycluster-full-worker-cpu-group-[a-z0-9]{5}");
    assertThat(worker.getMetadata().getLabels())
        .containsEntry("ray.io/id", "raycluster-full-worker");
    assertThat(worker.getSpec().getInitContainers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(container.getEnv())
                    .extracting(EnvVar::getName, EnvVar::getValue)
                    .contains(tuple("RAY_HEAD_SERVICE_IP", "raycluster-full-head")));

    patchV1("raycluster-full", "\"replicas\": 3");
    eventually(() -> assertThat(podNames("raycluster-full")).hasSize(4));
    String victim = worker.getMetadata().getName();
    List<String> others =
        podNames("raycluster-full").stream().filter(name -> !name.equals(victim)).toList();
    patchV1(
        "raycluster-full",
        "\"replicas\": 2, \"scaleStrategy\": {\"workersToDelete\": [\"" + victim + "\"]}");
    eventually(
        () -> assertThat(podNames("raycluster-full")).containsExactlyInAnyOrderElementsOf(others));
  }

  /** Operations of the autoscaler, on the first group. */
  private void patchV1(String cluster, String fields) {
    String operations =
        fields.replaceAll(
            "\"(replicas|scaleStrategy)\": (\\d+|\\{.*})",
            "{\"op\": \"add\", \"path\": \"/spec/workerGroupSpecs/0/$1\", \"value\": $2}");
    kubectl
        .run(
            "patch",
            "rayclusters.v1.ray.io",
            cluster,
            "--type=json",
            "--patch",
            "[" + operations + "]")
        .succeeds();
  }

  @Test
  void microsoftsCompleteSampleHasItsServiceLabelsAndVariables() {
    apply(published("msft/ray-cluster.complete.yaml"));
    awaitReady("raycluster-complete");
    Service service = service("raycluster-complete-my-svc");
    assertThat(service.getMetadata().getLabels()).containsEntry("isRayService", "yes");
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    Pod head = podLike("raycluster-complete", "raycluster-complete-head-[a-z0-9]{5}");
    Pod worker =
        podLike("raycluster-complete", "raycluster-complete-worker-small-group-[a-z0-9]{5}");
    assertThat(head.getMetadata().getLabels())
        .containsEntry("identifier", "raycluster-complete-head")
        .containsEntry("rayNodeType", "head")
        .containsEntry("isRayNode", "yes");
    assertThat(worker.getMetadata().getLabels())
        .containsEntry("identifier", "raycluster-complete-worker")
        .containsEntry("groupName", "small-group");
    assertThat(worker.getSpec().getInitContainers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(container.getEnv())
                    .extracting(EnvVar::getName, EnvVar::getValue)
                    .contains(tuple("RAY_IP", "raycluster-complete-my-svc")));
    assertThat(String.join(" ", ray(worker).getArgs()))
        .doesNotContain("metrics-export-port", "dashboard-agent-listen-port");
  }

  @Test // 000-4
  void allLayoutsRunSideBySide() {
    for (OldManifest old : OldManifest.values()) {
      apply(old.yaml().replace("name: demo", "name: " + nameOf(old)));
    }
    for (OldManifest old : OldManifest.values()) {
      awaitReady(nameOf(old));
    }
    assertThat(podNames("demo-ant"))
        .containsExactlyInAnyOrder("demo-ant-head-group-head-0", "demo-ant-cpu-worker-0");
    assertThat(podNames("demo-bytedance"))
        .anyMatch(name -> name.matches("demo-bytedance-worker-cpu-.{5}"));
    assertThat(podNames("demo-kuberay"))
        .anyMatch(name -> name.matches("demo-kuberay-cpu-worker-.{5}"));
    assertThat(podNames("demo-microsoft"))
        .anyMatch(name -> name.matches("demo-microsoft-worker-cpu-.{5}"));
  }

  private static String nameOf(OldManifest old) {
    return "demo-" + old.name().toLowerCase(Locale.ROOT);
  }

  @Test // 000-5
  void namesakesInTwoNamespacesHaveTheirOwnPods() {
    TestNamespace other =
        new TestNamespace(
            client
                .resource(
                    new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("other-tenant-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName());
    try {
      awaitServiceAccount(other);
      apply(OldManifest.ANT.yaml());
      kubectl.in(other).apply(OldManifest.ANT.yaml()).succeeds();
      awaitReady("demo");
      List<String> before = uids(namespace);
      eventually(() -> assertThat(uids(other)).hasSize(2));
      assertThat(uids(other)).doesNotContainAnyElementsOf(before);

      kubectl.in(other).run("delete", "raycluster", "demo").succeeds();
      eventually(() -> assertThat(uids(other)).isEmpty());
      assertThat(uids(namespace)).isEqualTo(before);
    } finally {
      client.namespaces().withName(other.name()).delete();
    }
  }

  private List<String> uids(TestNamespace of) {
    return client.pods().inNamespace(of.name()).list().getItems().stream()
        .map(pod -> pod.getMetadata().getUid())
        .sorted()
        .toList();
  }
}

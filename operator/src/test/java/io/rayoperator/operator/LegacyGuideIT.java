package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.operator.LegacyProbe.container;
import static io.rayoperator.operator.LegacyProbe.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.operator.model.legacy.AutoscalerDeployment;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of the Python operator do by its guides, with kubectl. Pods are simulated. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class LegacyGuideIT {

  private static final String NAME = "example-cluster";

  private static @Nullable RayClusterOperator operator;

  private KubernetesClient client;
  private TestNamespace namespace;
  private Kubectl kubectl;

  @BeforeAll
  static void start(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    LegacyRayClusterApi.install(client);
    operator = RayClusterOperator.start(TestOperator.config().legacyClusters(true).build(), client);
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(operator).close();
  }

  @BeforeEach
  void here(KubernetesClient client, TestNamespace namespace, Kubectl kubectl) {
    this.client = client;
    this.namespace = namespace;
    this.kubectl = kubectl.in(namespace);
    // kubectl remembers which groups there are.
    kubectl.run("api-resources").succeeds();
  }

  @Test
  @GuideRow("003-1")
  void oneOperatorManagesClustersOfSeveralNamespaces() {
    TestNamespace other = new TestNamespace(namespace.name() + "-2");
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(other.name()).endMetadata().build())
        .create();
    LegacyProbe first = LegacyProbe.create(client, namespace, "one");
    LegacyProbe second = LegacyProbe.create(client, namespace, "two");
    LegacyProbe third = LegacyProbe.create(client, other, "one");
    awaitRunning(first, 2);
    awaitRunning(second, 2);
    awaitRunning(third, 2);
    third.resource().delete();
    eventually(() -> assertThat(third.pods()).isEmpty());
    client.namespaces().withName(other.name()).delete();
  }

  @Test
  @GuideRow("003-14")
  void aTypeHasItsLeastWorkersWithoutLoadAndItsMostWithAnyLoad() {
    LegacyProbe cluster =
        LegacyProbe.create(client, namespace, NAME, spec -> spec.put("maxWorkers", 10));
    awaitRunning(cluster, 2);
    try (PodHistory history = PodHistory.since(client, namespace)) {
      ClusterProbe.existing(client, namespace, NAME)
          .editGroup("worker-nodes", group -> group.setReplicas(50));
      awaitRunning(cluster, 3);
      kubectl.run("annotate", "rayclusters.ray.io", NAME, "look=again").succeeds();
      awaitRunning(cluster, 3);
      // The head, three workers and the autoscaler: never was there one more.
      assertThat(history.size()).isEqualTo(5);
    }
  }

  /** The operator's own are part of its manifest. */
  @Test
  @GuideRow("004-6")
  void bothExamplesTakeFiveCpusAndTwoAndAHalfGibibytes() {
    LegacyProbe first = LegacyProbe.create(client, namespace, NAME);
    LegacyProbe second =
        LegacyProbe.create(
            client, namespace, NAME + "2", spec -> type(spec, 1).put("minWorkers", 1));
    awaitRunning(first, 2);
    awaitRunning(second, 1);
    eventually(() -> assertThat(autoscalers()).hasSize(2));

    List<Pod> all = client.pods().inNamespace(namespace.name()).list().getItems();
    assertThat(all).as("and nothing else").hasSize(5 + 2);
    assertThat(requests(all, "cpu")).isEqualByComparingTo("5");
    assertThat(requests(all, "memory"))
        .isEqualByComparingTo(Quantity.parse("2560Mi").getNumericalAmount());
  }

  private List<Pod> autoscalers() {
    return client
        .pods()
        .inNamespace(namespace.name())
        .withLabel(AutoscalerDeployment.LABEL)
        .list()
        .getItems();
  }

  private static BigDecimal requests(List<Pod> pods, String resource) {
    return pods.stream()
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .map(Container::getResources)
        .filter(Objects::nonNull)
        .map(resources -> resources.getRequests())
        .filter(Objects::nonNull)
        .map(requests -> requests.get(resource))
        .filter(Objects::nonNull)
        .map(Quantity::getNumericalAmount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  @GuideRow("004-13")
  void manifestsWithTheNameOfTheClusterInFrontGiveTheSameNames() {
    LegacyProbe cluster =
        LegacyProbe.create(
            client,
            namespace,
            NAME,
            spec -> {
              config(spec, 0).put("generateName", NAME + "-ray-head-");
              config(spec, 1).put("generateName", NAME + "-ray-worker-");
            });
    awaitRunning(cluster, 2);
    assertThat(cluster.pods())
        .extracting(pod -> pod.getMetadata().getName().replaceFirst("[a-z0-9]{5}$", ""))
        .containsExactly(NAME + "-ray-head-", NAME + "-ray-worker-", NAME + "-ray-worker-");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> config(Map<String, Object> spec, int index) {
    Map<String, Object> config =
        (Map<String, Object>) Objects.requireNonNull(type(spec, index).get("podConfig"));
    return (Map<String, Object>) Objects.requireNonNull(config.get("metadata"));
  }

  @Test
  @GuideRow({"004-4", "004-14", "004-22"})
  void aSecondClusterIsListedBesideTheFirstAndDeletedByItsFile() {
    LegacyProbe first = LegacyProbe.create(client, namespace, NAME);
    awaitRunning(first, 2);
    Map<String, String> before = uids(first);
    GenericKubernetesResource manifest = LegacyProbe.example(NAME + "2");
    type(LegacyProbe.spec(manifest), 1).put("minWorkers", 1);
    String file = Serialization.asYaml(manifest);

    kubectl.apply(file).succeeds();

    LegacyProbe second = LegacyProbe.existing(client, namespace, NAME + "2");
    awaitRunning(second, 1);
    assertThat(kubectl.run("get", "rayclusters").succeeds().stdout())
        .matches(
            "NAME +STATUS +RESTARTS +AGE\n" + NAME + " +Running .*\n" + NAME + "2 +Running .*\n");
    kubectl.runWithInput(file, "delete", "-f", "-").succeeds();
    eventually(() -> assertThat(second.pods()).isEmpty());
    assertThat(uids(first)).isEqualTo(before);
  }

  @Test
  @GuideRow("004-22")
  void aClusterIsDeletedByItsName() {
    LegacyProbe cluster = LegacyProbe.create(client, namespace, NAME);
    awaitRunning(cluster, 2);
    kubectl.run("delete", "raycluster", NAME).succeeds();
    eventually(
        () -> assertThat(client.pods().inNamespace(namespace.name()).list().getItems()).isEmpty());
  }

  @Test
  @GuideRow({"004-18", "004-20"})
  void theEditedManifestIsAppliedAgain() {
    GenericKubernetesResource manifest = LegacyProbe.example(NAME);
    kubectl.apply(Serialization.asYaml(manifest)).succeeds();
    LegacyProbe cluster = LegacyProbe.existing(client, namespace, NAME);
    awaitRunning(cluster, 2);
    Map<String, String> before = uids(cluster);

    type(LegacyProbe.spec(manifest), 1).put("minWorkers", 1);
    container(LegacyProbe.spec(manifest), 0).put("image", "rayproject/ray:2.9.0");
    container(LegacyProbe.spec(manifest), 1).put("image", "rayproject/ray:2.9.0");
    kubectl.apply(Serialization.asYaml(manifest)).succeeds();

    eventually(
        () ->
            assertThat(cluster.pods())
                .hasSizeGreaterThan(1)
                .allSatisfy(
                    pod -> {
                      assertThat(before).doesNotContainKey(pod.getMetadata().getUid());
                      assertThat(pod.getSpec().getContainers().getFirst().getImage())
                          .isEqualTo("rayproject/ray:2.9.0");
                    }));
  }

  @Test
  @GuideRow("004-19")
  void aLabelRestartsRayAndAWrittenStatusDoesNot() {
    LegacyProbe cluster = LegacyProbe.create(client, namespace, NAME);
    awaitRunning(cluster, 2);
    Map<String, String> before = uids(cluster);
    kubectl
        .run(
            "patch",
            "lrc",
            NAME,
            "--subresource=status",
            "--type=merge",
            "-p={\"status\":{\"note\":\"x\"}}")
        .succeeds();
    kubectl
        .run("annotate", "lrc", NAME, "kopf.zalando.org/last-handled-configuration={}")
        .succeeds();
    eventually(
        () ->
            assertThat(kubectl.run("get", "lrc", NAME, "-o=yaml").stdout()).doesNotContain("kopf"));
    assertThat(uids(cluster)).isEqualTo(before);

    kubectl.run("label", "lrc", NAME, "try=again").succeeds();

    eventually(
        () ->
            assertThat(uids(cluster))
                .hasSize(3)
                .doesNotContainKeys(before.keySet().toArray(String[]::new)));
  }

  private static Map<String, String> uids(LegacyProbe cluster) {
    Map<String, String> uids = new HashMap<>(cluster.uids("head"));
    uids.putAll(cluster.uids("worker"));
    return uids;
  }

  private static void awaitRunning(LegacyProbe cluster, int workers) {
    eventually(
        () -> {
          assertThat(cluster.status("phase")).isEqualTo("Running");
          assertThat(cluster.pods("head")).hasSize(1);
          assertThat(cluster.pods("worker")).hasSize(workers);
        });
  }
}

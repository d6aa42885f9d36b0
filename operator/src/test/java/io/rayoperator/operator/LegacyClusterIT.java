package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.operator.LegacyProbe.container;
import static io.rayoperator.operator.LegacyProbe.type;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Python operator's clusters, as its guides describe them. Pods are simulated. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class LegacyClusterIT {

  private static final String NAME = "example-cluster";

  private static @Nullable RayClusterOperator operator;

  private KubernetesClient client;
  private TestNamespace namespace;

  @BeforeAll
  static void start(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    LegacyRayClusterApi.install(client);
    startOperator(client);
  }

  private static void startOperator(KubernetesClient client) {
    operator = RayClusterOperator.start(TestOperator.config().legacyClusters(true).build(), client);
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(operator).close();
  }

  @BeforeEach
  void here(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  private LegacyProbe create(String name) {
    LegacyProbe cluster = LegacyProbe.create(client, namespace, name);
    awaitRunning(cluster, 2);
    return cluster;
  }

  private static void awaitRunning(LegacyProbe cluster, int workers) {
    eventually(
        () -> {
          assertThat(cluster.status("phase")).isEqualTo("Running");
          assertThat(cluster.pods("head")).hasSize(1);
          assertThat(cluster.pods("worker")).hasSize(workers);
        });
  }

  private ClusterProbe rayCluster(String name) {
    return ClusterProbe.existing(client, namespace, name);
  }

  private Deployment autoscaler() {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace.name())
        .withName(NAME + "-ray-autoscaler")
        .get();
  }

  @Test
  @GuideRow({"004-11", "004-12", "004-13", "004-15", "004-25", "004-26"})
  void becomesOneHeadAndTheLeastWorkersUnderTheNamesOfTheGuide() {
    LegacyProbe cluster = create(NAME);
    Pod head = cluster.pods("head").getFirst();
    assertThat(head.getMetadata().getName()).matches("example-cluster-ray-head-[a-z0-9]{5}");
    assertThat(cluster.pods().getFirst()).as("the oldest").isEqualTo(head);
    assertThat(cluster.pods("worker"))
        .allSatisfy(
            worker -> {
              assertThat(worker.getMetadata().getName())
                  .matches("example-cluster-ray-worker-[a-z0-9]{5}");
              assertThat(worker.getSpec().getContainers().getFirst().getArgs().getFirst())
                  .containsSubsequence("pip install numpy", "ray start --block --address");
              assertThat(worker.getSpec().getContainers().getFirst().getEnv())
                  .filteredOn(variable -> variable.getName().equals("RAY_OVERRIDE_RESOURCES"))
                  .extracting(EnvVar::getValue)
                  .singleElement()
                  .asString()
                  .contains("\"Custom1\":1", "\"is_spot\":1");
            });
    assertThat(client.services().inNamespace(namespace.name()).withName(NAME + "-ray-head").get())
        .satisfies(
            service ->
                assertThat(service.getSpec().getPorts())
                    .extracting(port -> port.getName())
                    .contains("client", "dashboard", "ray-serve"));
  }

  @Test
  @GuideRow({"004-3", "004-13"})
  void theAutoscalerHasAPodOfItsOwn() {
    LegacyProbe cluster = create(NAME);
    assertThat(cluster.pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getSpec().getContainers()).hasSize(1);
              assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("default");
            });
    eventually(() -> assertThat(autoscaler()).isNotNull());
    var pod = autoscaler().getSpec().getTemplate().getSpec();
    assertThat(pod.getServiceAccountName()).isEqualTo(NAME);
    assertThat(pod.getContainers().getFirst().getImage()).isEqualTo("rayproject/ray:latest");
    assertThat(String.join(" ", pod.getContainers().getFirst().getCommand()))
        .as("how long nodes are idle is in its log")
        .contains("legacy_info_string\")\nstatus.setLevel(logging.DEBUG)");
    assertThat(pod.getContainers().getFirst().getEnv())
        .contains(
            new EnvVar(
                "RAY_HEAD_IP",
                NAME + "-ray-head." + namespace.name() + ".svc.cluster.local",
                null));
    client.resource(autoscaler()).delete();
    eventually(() -> assertThat(autoscaler()).as("comes back").isNotNull());
  }

  @Test
  @GuideRow({"004-4", "004-14", "004-22"})
  void clustersLeaveEachOtherAlone() {
    LegacyProbe first = create(NAME);
    Map<String, String> heads = first.uids("head");
    Map<String, String> workers = first.uids("worker");
    LegacyProbe second = create(NAME + "2");
    second.resource().delete();
    eventually(() -> assertThat(second.pods()).isEmpty());
    assertThat(first.uids("head")).isEqualTo(heads);
    assertThat(first.uids("worker")).isEqualTo(workers);
    eventually(() -> assertThat(rayCluster(NAME + "2").cluster()).isNull());
  }

  @Test
  @GuideRow({"003-15", "004-18"})
  void moreWorkersDoNotDisturbTheOthers() {
    LegacyProbe cluster = create(NAME);
    Map<String, String> before = cluster.uids("worker");
    cluster.editSpec(spec -> type(spec, 1).put("minWorkers", 3));
    awaitRunning(cluster, 3);
    assertThat(cluster.uids("worker")).containsAllEntriesOf(before);
    assertThat(cluster.status("autoscalerRetries")).isEqualTo("0");
  }

  @Test
  @GuideRow("003-18")
  void aLostHeadIsCountedAndReplaced() {
    LegacyProbe cluster = create(NAME);
    Map<String, String> before = cluster.uids("head");
    client.resource(cluster.pods("head").getFirst()).withGracePeriod(0).delete();
    eventually(
        () -> {
          assertThat(cluster.status("autoscalerRetries")).isEqualTo("1");
          assertThat(cluster.status("phase")).isEqualTo("Running");
          assertThat(cluster.uids("head")).hasSize(1).doesNotContainKeys(keys(before));
        });
    assertThat(cluster.eventReasons()).contains("HeadLost");
  }

  @Test
  @GuideRow({"003-18", "004-18"})
  void anotherImageOfWorkersReplacesThemAndNothingElse() {
    LegacyProbe cluster = create(NAME);
    Map<String, String> heads = cluster.uids("head");
    Map<String, String> workers = cluster.uids("worker");
    cluster.editSpec(spec -> container(spec, 1).put("image", "rayproject/ray:2.9.0"));
    eventually(
        () -> assertThat(cluster.uids("worker")).hasSize(2).doesNotContainKeys(keys(workers)));
    awaitRunning(cluster, 2);
    assertThat(cluster.uids("head")).isEqualTo(heads);
  }

  @Test
  @GuideRow({"003-18", "004-18", "004-20"})
  void anotherHeadIsAnUpdateAndNoFailure() {
    LegacyProbe cluster = create(NAME);
    Map<String, String> heads = cluster.uids("head");
    cluster.editSpec(spec -> container(spec, 0).put("image", "rayproject/ray:2.9.0"));
    eventually(() -> assertThat(cluster.uids("head")).hasSize(1).doesNotContainKeys(keys(heads)));
    awaitRunning(cluster, 2);
    assertThat(cluster.status("autoscalerRetries")).isEqualTo("0");
  }

  @Test
  @GuideRow("004-19")
  void anotherAnnotationRestartsRay() {
    LegacyProbe cluster = create(NAME);
    Map<String, String> heads = cluster.uids("head");
    Map<String, String> workers = cluster.uids("worker");
    cluster.edit(object -> object.getMetadata().setAnnotations(Map.of("try", "again")));
    eventually(
        () -> {
          assertThat(cluster.uids("head")).hasSize(1).doesNotContainKeys(keys(heads));
          assertThat(cluster.uids("worker")).hasSize(2).doesNotContainKeys(keys(workers));
        });
  }

  @Test
  @GuideRow("004-21")
  void theOperatorMayBeRestartedAndNothingElseIs() {
    LegacyProbe cluster = create(NAME);
    try (PodHistory history = PodHistory.since(client, namespace)) {
      stop();
      startOperator(client);
      cluster.editSpec(spec -> type(spec, 1).put("minWorkers", 3));
      awaitRunning(cluster, 3);
      assertThat(history.gone()).isEmpty();
    }
  }

  @Test
  void whatTheAutoscalerDecidesStays() {
    LegacyProbe cluster = create(NAME);
    rayCluster(NAME).editGroup("worker-nodes", group -> group.setReplicas(3));
    awaitRunning(cluster, 3);
    cluster.editSpec(spec -> spec.put("idleTimeoutMinutes", 1));
    eventually(
        () ->
            assertThat(rayCluster(NAME).generic("spec", "autoscalerOptions", "idleTimeoutSeconds"))
                .isEqualTo("60"));
    assertThat(cluster.pods("worker")).hasSize(3);

    String idle = cluster.pods("worker").getFirst().getMetadata().getName();
    rayCluster(NAME)
        .editGroup(
            "worker-nodes",
            group -> {
              ScaleStrategy strategy = new ScaleStrategy();
              strategy.setWorkersToDelete(List.of(idle));
              group.setScaleStrategy(strategy);
              group.setReplicas(2);
            });
    eventually(() -> assertThat(cluster.uids("worker").values()).hasSize(2).doesNotContain(idle));
  }

  @Test
  @GuideRow("003-14")
  void thereAreNeverMoreWorkersThanTheClusterMayHave() {
    LegacyProbe cluster =
        LegacyProbe.create(
            client,
            namespace,
            NAME,
            spec -> {
              Map<String, Object> second = type(LegacyProbe.spec(LegacyProbe.example("x")), 1);
              second.put("name", "second");
              second.put("minWorkers", 0);
              types(spec).add(second);
            });
    awaitRunning(cluster, 2);
    PodHistory history = PodHistory.since(client, namespace);
    rayCluster(NAME)
        .edit(
            spec ->
                Objects.requireNonNull(spec.getWorkerGroupSpecs())
                    .forEach(group -> group.setReplicas(3)));
    eventually(
        () ->
            assertThat(rayCluster(NAME).generic("spec", "workerGroupSpecs", 1, "maxReplicas"))
                .isEqualTo("0"));
    awaitRunning(cluster, 3);
    try (history) {
      assertThat(history.gone()).isEmpty();
      // The head, three workers and the autoscaler: never was there one more.
      assertThat(history.size()).isEqualTo(5);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Object> types(Map<String, Object> spec) {
    return (List<Object>) Objects.requireNonNull(spec.get("podTypes"));
  }

  @Test
  void editsOfTheObjectBehindAreTakenBack() {
    LegacyProbe cluster = create(NAME);
    rayCluster(NAME).editGroup("worker-nodes", group -> group.setMaxReplicas(50));
    eventually(
        () ->
            assertThat(rayCluster(NAME).generic("spec", "workerGroupSpecs", 0, "maxReplicas"))
                .isEqualTo("3"));
    assertThat(cluster.pods("worker")).hasSize(2);
  }

  @Test
  void aTypeThatIsRemovedTakesItsWorkersAlong() {
    LegacyProbe cluster = create(NAME);
    rayCluster(NAME).editGroup("worker-nodes", group -> group.setReplicas(3));
    cluster.editSpec(spec -> types(spec).remove(1));
    eventually(() -> assertThat(cluster.pods("worker")).isEmpty());
    assertThat(cluster.pods("head")).hasSize(1);
  }

  @Test
  void aNameThatIsTakenInRayIoIsLeftAlone() {
    ClusterProbe other = ClusterProbe.create(client, namespace, NAME, withWorkers("small", 1));
    other.awaitReady();
    LegacyProbe cluster = LegacyProbe.create(client, namespace, NAME);
    eventually(() -> assertThat(cluster.status("phase")).isEqualTo("Error"));
    eventually(() -> assertThat(cluster.eventReasons()).contains("NameTaken"));
    assertThat(other.podNames("small")).hasSize(1);
    assertThat(cluster.pods()).isEmpty();

    other.resource().delete();
    awaitRunning(cluster, 2);
  }

  @Test
  void whatCannotWorkIsAnErrorUntilItIsMended() {
    LegacyProbe cluster =
        LegacyProbe.create(client, namespace, NAME, spec -> spec.put("headPodType", "nobody"));
    eventually(() -> assertThat(cluster.status("phase")).isEqualTo("Error"));
    eventually(() -> assertThat(cluster.eventReasons()).contains("InvalidRayCluster"));
    assertThat(rayCluster(NAME).cluster()).isNull();
    cluster.editSpec(spec -> spec.put("headPodType", "head-node"));
    awaitRunning(cluster, 2);
  }

  @Test
  @GuideRow("004-22")
  void theFinalizerOfThePythonOperatorKeepsNothing() {
    LegacyProbe cluster = create(NAME);
    cluster.edit(
        object -> {
          object.getMetadata().setFinalizers(List.of("kopf.zalando.org/KopfFinalizerMarker"));
          object
              .getMetadata()
              .setAnnotations(Map.of("kopf.zalando.org/last-handled-configuration", "{}"));
        });
    eventually(
        () -> {
          assertThat(cluster.resource().get().getMetadata().getFinalizers()).isEmpty();
          assertThat(cluster.resource().get().getMetadata().getAnnotations()).isNullOrEmpty();
        });
    cluster.resource().delete();
    eventually(() -> assertThat(cluster.resource().get()).isNull());
  }

  /** The way out for a cluster that is at work. */
  @Test
  void anOrphanedClusterGoesOnInRayIo() {
    LegacyProbe cluster = create(NAME);
    try (PodHistory history = PodHistory.since(client, namespace)) {
      cluster.resource().withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
      eventually(() -> assertThat(cluster.resource().get()).isNull());
      rayCluster(NAME).editGroup("worker-nodes", group -> group.setReplicas(3));
      eventually(() -> assertThat(cluster.pods("worker")).hasSize(3));
      assertThat(rayCluster(NAME).cluster().getMetadata().getOwnerReferences()).isEmpty();
      assertThat(autoscaler()).isNotNull();
      assertThat(history.gone()).isEmpty();
    }
  }

  @Test
  @GuideRow("004-24")
  void theDefinitionMayGoAndComeBack() {
    LegacyProbe before = create(NAME);
    LegacyRayClusterApi.remove(client);
    eventually(() -> assertThat(before.pods()).isEmpty());
    LegacyRayClusterApi.install(client);
    create("another");
  }

  private static String[] keys(Map<String, String> map) {
    return map.keySet().toArray(String[]::new);
  }
}

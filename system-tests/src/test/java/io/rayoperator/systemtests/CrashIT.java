package io.rayoperator.systemtests;

import static io.rayoperator.testing.RayClusters.inNamespace;
import static io.rayoperator.testing.RayClusters.rayCluster;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing is made twice when processes are killed. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class CrashIT {

  private static final int CLUSTERS = 20;
  private static final int WORKERS = 3;
  private static final int ALL_PODS = CLUSTERS * (1 + WORKERS);
  private static final Duration MILLIS_10 = Duration.ofMillis(10);
  private static final Duration RECOVERY = Duration.ofSeconds(90);

  /** Not the common pool: the Kubernetes client needs that one. */
  private static final Executor IN_BACKGROUND = Thread::startVirtualThread;

  private static Product product;

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) {
    product = Product.start(controlPlane, client);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void operatorKilledWhileItCreatesClustersGoesOnWhereItWas(
      KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace)) {
      CompletableFuture<Void> creations =
          CompletableFuture.runAsync(
              () -> numbers().forEach(i -> client.resource(cluster(i, namespace)).create()),
              IN_BACKGROUND);
      await().pollInterval(MILLIS_10).until(() -> podCount(client, namespace) >= ALL_PODS / 8);
      product.killOperator();
      assertThat(podCount(client, namespace)).as("pods when it was killed").isLessThan(ALL_PODS);
      creations.join();
      product.restartOperator();

      awaitAllReady(client, namespace);
      assertExactPods(client, namespace);
      assertThat(history.gone()).as("pods made in vain").isEmpty();
    }
  }

  @Test
  void webhookServerKilledWhileClustersAreAppliedLosesNone(
      KubernetesClient client, Kubectl kubectl, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace)) {
      Kubectl here = kubectl.in(namespace);
      CompletableFuture<List<CommandResult>> applications =
          CompletableFuture.supplyAsync(
              () -> numbers().mapToObj(i -> here.apply(oldManifest(i))).toList(), IN_BACKGROUND);
      await()
          .pollInterval(MILLIS_10)
          .until(() -> clusters(client, namespace).size() >= CLUSTERS / 4);
      product.killWebhooks();
      assertThat(applications.join())
          .as("applications, some of them while nobody answered")
          .anySatisfy(CommandResult::succeeds)
          .anySatisfy(result -> assertThat(result.fails().stderr()).contains("connection refused"));
      product.restartWebhooks();
      numbers().forEach(i -> here.apply(oldManifest(i)).succeeds());

      awaitAllReady(client, namespace);
      assertExactPods(client, namespace);
      assertThat(history.gone()).as("pods made in vain").isEmpty();
    }
  }

  private static IntStream numbers() {
    return IntStream.range(0, CLUSTERS);
  }

  private static RayCluster cluster(int number, TestNamespace namespace) {
    return rayCluster(name(number), inNamespace(namespace), withWorkers("cpu", WORKERS));
  }

  private static String oldManifest(int number) {
    return OldManifest.KUBERAY
        .yaml()
        .replace("name: demo", "name: " + name(number))
        .replace("replicas: 1", "replicas: " + WORKERS);
  }

  private static String name(int number) {
    return "cluster-" + number;
  }

  private static List<RayCluster> clusters(KubernetesClient client, TestNamespace namespace) {
    return client.resources(RayCluster.class).inNamespace(namespace.name()).list().getItems();
  }

  private static int podCount(KubernetesClient client, TestNamespace namespace) {
    return pods(client, namespace).size();
  }

  private static List<Pod> pods(KubernetesClient client, TestNamespace namespace) {
    return client.pods().inNamespace(namespace.name()).list().getItems();
  }

  private static void awaitAllReady(KubernetesClient client, TestNamespace namespace) {
    await("all clusters are ready")
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(clusters(client, namespace))
                    .hasSize(CLUSTERS)
                    .allSatisfy(
                        cluster ->
                            assertThat(cluster.getStatus())
                                .as(cluster.getMetadata().getName())
                                .isNotNull()
                                .returns("ready", RayClusterStatus::getState)));
  }

  private static void assertExactPods(KubernetesClient client, TestNamespace namespace) {
    Map<String, Long> podsPerGroup =
        pods(client, namespace).stream()
            .map(pod -> pod.getMetadata().getLabels())
            .collect(
                Collectors.groupingBy(
                    labels -> labels.get(RayLabels.CLUSTER) + " " + labels.get(RayLabels.GROUP),
                    Collectors.counting()));
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < CLUSTERS; i++) {
      expected.put(name(i) + " headgroup", 1L);
      expected.put(name(i) + " cpu", (long) WORKERS);
    }
    assertThat(podsPerGroup).isEqualTo(expected);
  }
}

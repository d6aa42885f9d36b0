package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.FaultyApi;
import io.rayoperator.testing.FaultyApi.Fate;
import io.rayoperator.testing.FaultyApi.Request;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An API server that is overloaded, slow, away, or forgets: nothing is lost, nothing is doubled.
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class AdverseApiServerIT {

  private static final int CLUSTERS = 5;
  private static final int WORKERS = 3;

  private FaultyApi api;
  private KubernetesClient throughIt;

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @BeforeEach
  void stand(LocalControlPlane plane) {
    api = FaultyApi.of(plane);
    throughIt = api.newClient();
  }

  @AfterEach
  void remove() {
    throughIt.close();
    api.close();
  }

  @Test
  void throttledWritesAreRepeated(KubernetesClient client, TestNamespace namespace) {
    AtomicInteger writes = new AtomicInteger();
    api.set(
        request ->
            request.isWrite() && writes.incrementAndGet() % 2 == 0
                ? new Fate.Refused(429, "TooManyRequests")
                : Fate.PASSES);
    expectExactPods(client, namespace);
    assertThat(writes.get()).isGreaterThan(2 * CLUSTERS * WORKERS);
  }

  @Test
  void conflictsOfStatusWritesAreResolved(KubernetesClient client, TestNamespace namespace) {
    AtomicInteger writes = new AtomicInteger();
    api.set(
        request ->
            request.path().endsWith("/status") && writes.incrementAndGet() % 3 != 0
                ? new Fate.Refused(409, "Conflict")
                : Fate.PASSES);
    expectExactPods(client, namespace);
    assertThat(writes.get()).isGreaterThan(2 * CLUSTERS);
  }

  @Test
  void slowAnswersMakeNothingTwice(KubernetesClient client, TestNamespace namespace) {
    api.set(
        request ->
            new Fate.Delayed(request.isWrite() ? Duration.ofMillis(700) : Duration.ofMillis(200)));
    expectExactPods(client, namespace);
  }

  @Test
  void brokenConnectionsAreMadeAnew(KubernetesClient client, TestNamespace namespace) {
    AtomicInteger requests = new AtomicInteger();
    api.set(
        request ->
            request.isWrite() && requests.incrementAndGet() % 3 == 0 ? Fate.BREAKS : Fate.PASSES);
    expectExactPods(client, namespace);
  }

  @Test
  void expiredAndBrokenWatchesLoseNoChange(KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace);
        RayClusterOperator _ = start()) {
      List<ClusterProbe> clusters = ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS);
      awaitExactPods(clusters, WORKERS);

      // Refused for a while, so that the change is made while nobody watches.
      api.set(request -> request.isWatch() ? new Fate.Refused(503, "Unavailable") : Fate.PASSES);
      assertThat(api.expireWatches()).isPositive();
      clusters.forEach(cluster -> cluster.editGroup("small", group -> group.setReplicas(2)));
      client.pods().inNamespace(namespace.name()).withLabel("ray.io/node-type", "head").delete();
      api.set(request -> Fate.PASSES);
      awaitExactPods(clusters, 2);

      api.breakWatches();
      clusters.forEach(cluster -> cluster.editGroup("small", group -> group.setReplicas(1)));
      awaitExactPods(clusters, 1);
      assertThat(history.size()).isEqualTo(CLUSTERS * (1 + WORKERS) + CLUSTERS);
    }
  }

  /** The garbage collector was faster than the watch of RayClusters. */
  @Test
  void childrenOfADeletedClusterAreNotMadeAgain(KubernetesClient client, TestNamespace namespace) {
    try (RayClusterOperator _ = start()) {
      ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
      demo.awaitReady();
      api.set(
          request ->
              request.method().equals("GET") && request.path().endsWith("/rayclusters")
                  ? new Fate.Refused(503, "Unavailable")
                  : Fate.PASSES);
      api.breakWatches();
      demo.resource().delete();
      eventually(() -> assertThat(asksFor("/rayclusters/demo")).isPositive());
      eventually(() -> assertThat(demo.podNames()).isEmpty());
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  client.services().inNamespace(namespace.name()).list().getItems().isEmpty()
                      && demo.podNames().isEmpty());
    }
  }

  @Test
  void apiServerThatIsAwayForAMinuteIsServedAgain(
      KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace);
        RayClusterOperator _ = start()) {
      List<ClusterProbe> clusters = ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS);
      eventually(() -> assertThat(history.size()).isGreaterThanOrEqualTo(CLUSTERS));
      api.set(request -> Fate.BREAKS);
      api.breakWatches();
      clusters.forEach(cluster -> cluster.editGroup("small", group -> group.setReplicas(2)));
      int before = statusWrites();
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(60))
          .atMost(Duration.ofSeconds(70))
          .until(() -> true);
      // It tries again, each time after a longer pause.
      assertThat(statusWrites() - before).isBetween(CLUSTERS, 20 * CLUSTERS);
      api.set(request -> Fate.PASSES);
      awaitExactPods(clusters, 2);
    }
  }

  /**
   * A leader whose lease cannot be renewed any more still reaches the API server: it stops by
   * itself before another one may begin.
   */
  @Test
  void leaderThatCannotRenewItsLeaseWritesNoMore(KubernetesClient client, TestNamespace namespace) {
    OperatorConfig config =
        TestOperator.config()
            .leaderElection(true)
            .leaderElectionNamespace(namespace.name())
            .leaseTimes(Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofMillis(500))
            .build();
    try (RayClusterOperator first = RayClusterOperator.start(config, throughIt)) {
      eventually(() -> assertThat(first.isLeading()).isTrue());
      try (RayClusterOperator second = RayClusterOperator.start(config, client)) {
        ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS)
            .forEach(ClusterProbe::awaitReady);
        api.set(
            request ->
                request.path().contains("/leases") && request.isWrite()
                    ? new Fate.Refused(503, "Unavailable")
                    : Fate.PASSES);
        eventually(() -> assertThat(second.isLeading()).isTrue());
        int before = writesOfClusters().size();
        ClusterProbe late = ClusterProbe.create(client, namespace, "late", withWorkers("small", 2));
        late.awaitReady();
        assertThat(late.podNames("small")).hasSize(2);
        assertThat(writesOfClusters()).as("writes of the former leader").hasSize(before);
      }
    }
  }

  /** KubeRay contract §1.9: memory does not depend on what else runs in the Kubernetes cluster. */
  @Test
  void foreignPodsAndServicesAreNotEvenRead(KubernetesClient client, TestNamespace namespace) {
    expectExactPods(client, namespace);
    assertThat(api.requests())
        .filteredOn(request -> request.method().equals("GET"))
        .filteredOn(
            request -> request.path().matches("/api/v1/(.*/)?(pods|services|serviceaccounts)"))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.query()).contains("labelSelector="));
    assertThat(api.requests()).noneMatch(request -> request.path().contains("/secrets"));
  }

  /** One tenant's thousand pods do not stand before another tenant's first one. */
  @Test
  void aHugeClusterDoesNotDelayOthers(KubernetesClient client, TestNamespace namespace) {
    int huge = 400;
    OperatorConfig config = TestOperator.config().qps(40).burst(40).build();
    try (RayClusterOperator _ = RayClusterOperator.start(config, throughIt)) {
      ClusterProbe large =
          ClusterProbe.create(client, namespace, "large", withWorkers("many", huge));
      eventually(() -> assertThat(large.podNames("many")).hasSizeGreaterThan(20));
      ClusterProbe small = ClusterProbe.create(client, namespace, "small", withWorkers("few", 1));
      eventually(() -> assertThat(small.podNames()).hasSize(2));
      assertThat(large.podNames("many")).hasSizeLessThan(huge);
    }
  }

  private RayClusterOperator start() {
    return RayClusterOperator.start(TestOperator.config().build(), throughIt);
  }

  private int statusWrites() {
    return (int) api.requests().stream().filter(r -> r.path().endsWith("/status")).count();
  }

  private long asksFor(String object) {
    return api.requests().stream()
        .filter(request -> request.method().equals("GET") && request.path().endsWith(object))
        .count();
  }

  private List<Request> writesOfClusters() {
    return api.requests().stream()
        .filter(Request::isWrite)
        .filter(request -> !request.path().contains("/leases"))
        .toList();
  }

  /** Clusters become what they say, and no pod was ever made that was not needed. */
  private void expectExactPods(KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace);
        RayClusterOperator _ = start()) {
      awaitExactPods(ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS), WORKERS);
      assertThat(history.gone()).as("pods made in vain").isEmpty();
      assertThat(history.size()).as("pods ever created").isEqualTo(CLUSTERS * (1 + WORKERS));
    }
  }

  private static void awaitExactPods(List<ClusterProbe> clusters, int workers) {
    for (ClusterProbe cluster : clusters) {
      eventually(
          () -> {
            assertThat(cluster.podNames("headgroup")).hasSize(1);
            assertThat(cluster.podNames("small")).hasSize(workers);
          });
      cluster.awaitReady();
    }
  }
}

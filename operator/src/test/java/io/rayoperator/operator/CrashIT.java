package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing is doubled when the operator dies, or the API server does. */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true)
class CrashIT {

  private static final int CLUSTERS = 20;
  private static final int WORKERS = 3;

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @Test
  @Contract("5.7")
  void killedOperatorLeavesExactPodSets(
      LocalControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace);
        LocalProcess operator = TestOperator.process(plane)) {
      List<ClusterProbe> clusters = ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS);
      for (int created : new int[] {1, 15, 40}) {
        eventually(() -> assertThat(history.size()).isGreaterThanOrEqualTo(created));
        operator.restart();
        TestOperator.awaitStarted(operator);
      }
      awaitExactPods(clusters);
      assertThat(history.gone()).as("pods made in vain").isEmpty();
      assertThat(history.size()).as("pods ever created").isEqualTo(CLUSTERS * (1 + WORKERS));
    }
  }

  @Test
  void killedApiServerLeavesExactPodSets(
      LocalControlPlane plane, KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    AuditLog.Mark mark = audit.mark();
    try (RayClusterOperator operator =
        RayClusterOperator.start(TestOperator.config().build(), client)) {
      List<ClusterProbe> clusters = ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS);
      eventually(() -> assertThat(podsCreated(audit, mark)).isGreaterThanOrEqualTo(10));
      plane.stop("kube-apiserver");
      plane.start("kube-apiserver");
      awaitExactPods(clusters);
      assertThat(podsOf(clusters)).isEqualTo(Map.of("total", CLUSTERS * (1 + WORKERS)));
      eventually(() -> assertThat(operator.isReady()).isTrue());
    }
  }

  /** Its caches go while passes run; an empty cache must not be taken for missing pods. */
  @Test
  void operatorsThatStopAsSoonAsTheyStartedMakeNothingTwice(
      KubernetesClient client, TestNamespace namespace) {
    try (PodHistory history = PodHistory.since(client, namespace)) {
      List<ClusterProbe> clusters = ClusterProbe.createSome(client, namespace, CLUSTERS, WORKERS);
      for (int i = 0; i < CLUSTERS; i++) {
        RayClusterOperator.start(TestOperator.config().build(), client).close();
      }
      try (RayClusterOperator _ = RayClusterOperator.start(TestOperator.config().build(), client)) {
        awaitExactPods(clusters);
      }
      assertThat(history.gone()).as("pods made in vain").isEmpty();
      assertThat(history.size()).as("pods ever created").isEqualTo(CLUSTERS * (1 + WORKERS));
    }
  }

  private static void awaitExactPods(List<ClusterProbe> clusters) {
    for (ClusterProbe cluster : clusters) {
      cluster.awaitReady();
      assertThat(cluster.podNames("headgroup")).hasSize(1);
      assertThat(cluster.podNames("small")).hasSize(WORKERS);
      assertThat(cluster.labels("small", "ray.io/worker-group-replica-index"))
          .containsExactly("0", "1", "2");
    }
  }

  private static Map<String, Integer> podsOf(List<ClusterProbe> clusters) {
    return Map.of("total", clusters.stream().mapToInt(cluster -> cluster.pods().size()).sum());
  }

  private static long podsCreated(AuditLog audit, AuditLog.Mark mark) {
    return audit.requestsSince(mark).stream()
        .filter(request -> request.resource().equals("pods") && request.verb().equals("create"))
        .filter(request -> request.statusCode() == 201)
        .map(ApiRequest::userAgent)
        .filter(agent -> agent.startsWith("ray-operator"))
        .count();
  }
}

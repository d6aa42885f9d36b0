package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One of several operators acts. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
@Contract("16.1")
class LeaderElectionIT {

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @Test
  void theOtherTakesOverAtOnceWhenTheLeaderStops(KubernetesClient client, TestNamespace namespace) {
    RayClusterOperator first = start(client, namespace);
    eventually(() -> assertThat(first.isLeading()).isTrue());
    try (RayClusterOperator second = start(client, namespace)) {
      ClusterProbe one = ClusterProbe.create(client, namespace, "one", withWorkers("small", 1));
      try (first) {
        one.awaitReady();
        assertThat(second.isLeading()).isFalse();
        assertThat(second.isReady()).isTrue();
      }
      eventually(() -> assertThat(second.isLeading()).isTrue());
      ClusterProbe two = ClusterProbe.create(client, namespace, "two");
      two.awaitReady();
      one.editGroup("small", group -> group.setReplicas(2));
      eventually(() -> assertThat(one.podNames("small")).hasSize(2));
    }
    assertThat(lease(client, namespace).get().getSpec().getHolderIdentity()).isNullOrEmpty();
  }

  @Test
  void leaderThatLosesItsLeaseStopsWriting(KubernetesClient client, TestNamespace namespace) {
    try (RayClusterOperator operator = start(client, namespace)) {
      eventually(() -> assertThat(operator.isLeading()).isTrue());
      give(lease(client, namespace), "somebody-else");
      eventually(() -> assertThat(operator.isLeading()).isFalse());
      ClusterProbe cluster = ClusterProbe.create(client, namespace, "demo");
      assertThat(cluster.podNames()).isEmpty();

      // Its turn comes again when the other one gives up.
      give(lease(client, namespace), "");
      cluster.awaitReady();
      assertThat(operator.isLeading()).isTrue();
    }
  }

  /** A patch that names no version: it wins, even while the leader renews its lease. */
  private static void give(Resource<Lease> lease, String holder) {
    lease.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        """
        {"spec": {"holderIdentity": "%s", "leaseDurationSeconds": 3600}}"""
            .formatted(holder));
  }

  private static Resource<Lease> lease(KubernetesClient client, TestNamespace namespace) {
    return client.leases().inNamespace(namespace.name()).withName("ray-operator-leader");
  }

  private static RayClusterOperator start(KubernetesClient client, TestNamespace namespace) {
    OperatorConfig config =
        TestOperator.config()
            .leaderElection(true)
            .leaderElectionNamespace(namespace.name())
            .leaseTimes(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofMillis(500))
            .build();
    return RayClusterOperator.start(config, client);
  }
}

package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.suspended;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects that were stored under looser rules stop nobody but themselves. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class PoisonObjectIT {

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @Test
  @Contract("0.3")
  void objectsThatDoNotFitAreToldSoAndOthersAreServed(
      KubernetesClient client, TestNamespace namespace, Etcd etcd) {
    ClusterProbe before = poison(client, namespace, etcd, "before", "3000000000");
    try (RayClusterOperator operator =
        RayClusterOperator.start(TestOperator.config().build(), client)) {
      ClusterProbe good = ClusterProbe.create(client, namespace, "good", withWorkers("small", 1));
      good.awaitReady();
      awaitRejected(before);

      ClusterProbe during = poison(client, namespace, etcd, "during", "\"many\"");
      awaitRejected(during);
      good.editGroup("small", group -> group.setReplicas(2));
      eventually(() -> assertThat(good.podNames("small")).hasSize(2));
      assertThat(operator.isReady()).isTrue();
    }
  }

  /** Stores a cluster with an impossible number of replicas, and a wild field beside. */
  private static ClusterProbe poison(
      KubernetesClient client, TestNamespace namespace, Etcd etcd, String name, String replicas) {
    ClusterProbe probe =
        ClusterProbe.create(
            client,
            namespace,
            name,
            suspended(),
            withWorkers("small", 7654321, group -> group.setMaxReplicas(null)));
    String stored = etcd.customResource("ray.io", "rayclusters", namespace, name).orElseThrow();
    etcd.storeCustomResource(
        "ray.io", "rayclusters", namespace, name, stored.replace("7654321", replicas));
    return probe;
  }

  private static void awaitRejected(ClusterProbe probe) {
    eventually(
        () -> {
          assertThat(probe.generic("status", "conditions"))
              .contains("type=InvalidSpec", "message=spec.workerGroupSpecs[0].replicas: ");
          assertThat(probe.eventReasons()).contains("InvalidRayClusterSpec");
        });
    assertThat(probe.podNames()).isEmpty();
  }
}

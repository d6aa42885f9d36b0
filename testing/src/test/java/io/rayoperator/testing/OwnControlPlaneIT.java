package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ControlPlane(
    own = true,
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    nodes = 1)
class OwnControlPlaneIT {

  @Test
  void podRunsOnASimulatedNode(KubernetesClient client, TestNamespace namespace) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("demo")
            .withNamespace(namespace.name())
            .endMetadata()
            .withSpec(RayClusters.podTemplate("ray-head").getSpec())
            .build();
    client.resource(pod).create();

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Readiness.isPodReady(client.resource(pod).get()));
  }

  @Test
  void stoppedApiServerComesBackWithItsData(
      LocalControlPlane controlPlane, KubernetesClient client, TestNamespace namespace) {
    controlPlane.stop("kube-apiserver");
    assertThatThrownBy(() -> client.namespaces().withName(namespace.name()).get())
        .isInstanceOf(KubernetesClientException.class);
    controlPlane.start("kube-apiserver");

    assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
  }

  @Test
  void logsOfEveryProcessCanBeShown(LocalControlPlane controlPlane) {
    assertThat(controlPlane.logs().tail(1))
        .contains(
            "etcd.log",
            "kube-apiserver.log",
            "kube-controller-manager.log",
            "kube-scheduler.log",
            "kwok.log");
  }
}

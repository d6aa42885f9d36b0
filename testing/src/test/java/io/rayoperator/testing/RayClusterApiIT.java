package io.rayoperator.testing;

import static io.rayoperator.testing.RayClusters.inNamespace;
import static io.rayoperator.testing.RayClusters.rayCluster;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.RayCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ControlPlane
class RayClusterApiIT {

  @TempDir Path directory;

  @Test
  void webhooksAreUsedFromTheFirstRequestOn(KubernetesClient client, TestNamespace namespace)
      throws Exception {
    try (StubWebhookServer server = new StubWebhookServer(directory)) {
      RayClusterApi.install(client, server.endpoint());
      client.resource(rayCluster("demo", inNamespace(namespace), withWorkers("cpu", 1))).create();
      var old =
          client
              .genericKubernetesResources(RayClusterApi.V1ALPHA1)
              .inNamespace(namespace.name())
              .withName("demo")
              .get();

      assertThat(old.getApiVersion()).isEqualTo("ray.io/v1alpha1");
      assertThat(server.requests()).contains("/mutate demo", "/validate demo", "/convert demo");
      RayClusterApi.installWithoutWebhooks(client);
    }
  }

  @Test
  void withoutWebhooksTheSchemaHolds(KubernetesClient client, Etcd etcd, TestNamespace namespace) {
    RayClusterApi.installWithoutWebhooks(client);
    RayCluster created =
        client.resource(rayCluster("demo", inNamespace(namespace), withWorkers("cpu", 1))).create();

    assertThat(created.getSpec().getWorkerGroupSpecs()).hasSize(1);
    assertThat(etcd.customResource("ray.io", "rayclusters", namespace, "demo"))
        .hasValueSatisfying(stored -> assertThat(stored).contains("\"apiVersion\":\"ray.io/v1\""));
  }
}

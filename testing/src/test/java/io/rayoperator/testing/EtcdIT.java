package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@ControlPlane
class EtcdIT {

  private static final ResourceDefinitionContext THINGS =
      new ResourceDefinitionContext.Builder()
          .withGroup("etcd.testing.ray.io")
          .withVersion("v1")
          .withKind("Thing")
          .withPlural("things")
          .withNamespaced(true)
          .build();

  @Test
  void storedCustomResourceIsReadAsItIs(
      KubernetesClient client, Etcd etcd, TestNamespace namespace) {
    installThings(client);
    GenericKubernetesResource thing =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("etcd.testing.ray.io/v1")
            .withKind("Thing")
            .withNewMetadata()
            .withName("demo")
            .endMetadata()
            .build();
    client
        .genericKubernetesResources(THINGS)
        .inNamespace(namespace.name())
        .resource(thing)
        .create();

    assertThat(etcd.customResource("etcd.testing.ray.io", "things", namespace, "demo"))
        .hasValueSatisfying(
            stored ->
                assertThat(stored)
                    .startsWith("{\"apiVersion\":\"etcd.testing.ray.io/v1\",\"kind\":\"Thing\""));
    assertThat(etcd.customResource("etcd.testing.ray.io", "things", namespace, "dem")).isEmpty();
    assertThat(etcd.customResources("etcd.testing.ray.io", "things"))
        .containsOnlyKeys("/registry/etcd.testing.ray.io/things/" + namespace + "/demo");
  }

  private static void installThings(KubernetesClient client) {
    CustomResourceDefinition things =
        new CustomResourceDefinitionBuilder()
            .withNewMetadata()
            .withName("things.etcd.testing.ray.io")
            .endMetadata()
            .withNewSpec()
            .withGroup("etcd.testing.ray.io")
            .withScope("Namespaced")
            .withNewNames()
            .withKind("Thing")
            .withPlural("things")
            .endNames()
            .addNewVersion()
            .withName("v1")
            .withServed(true)
            .withStorage(true)
            .withNewSchema()
            .withNewOpenAPIV3Schema()
            .withType("object")
            .endOpenAPIV3Schema()
            .endSchema()
            .endVersion()
            .endSpec()
            .build();
    client.resource(things).serverSideApply();
    client
        .resource(things)
        .waitUntilCondition(
            crd ->
                crd != null
                    && crd.getStatus() != null
                    && crd.getStatus().getConditions().stream()
                        .anyMatch(
                            condition ->
                                "Established".equals(condition.getType())
                                    && "True".equals(condition.getStatus())),
            30,
            TimeUnit.SECONDS);
  }
}

package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.RayClusters;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While no webhook server answers, nothing is lost and nothing is collected in error. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class WebhookOutageIT extends WithWebhooks {

  /** The garbage collector looks for new kinds every half minute. */
  private static final Duration COLLECTION = Duration.ofMinutes(2);

  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private KubernetesClient client;
  private TestNamespace namespace;

  @BeforeEach
  void know(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @ParameterizedTest
  @EnumSource
  void writesFailInAnOutageAndWorkAgainAfterIt(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    String v1Only = "{\"spec\": {\"authOptions\": {\"mode\": \"disabled\"}}}";
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, v1Only).object();
    ObjectNode before = served.v1("demo");
    ObjectNode beforeInOld = served.v1alpha1("demo");

    product.killWebhooks();
    RawApi.Answer read = api.get("v1alpha1", "demo", "");
    RawApi.Answer oldWrite =
        api.patch("v1alpha1", "demo", "", RawApi.MERGE_PATCH, old.mergePatch());
    RawApi.Answer newWrite =
        api.patch("v1", "demo", "", RawApi.MERGE_PATCH, "{\"spec\": {\"authOptions\": null}}");
    ObjectNode meanwhile = served.v1("demo");
    product.restartWebhooks();

    assertThat(read.body().path("message").asText()).contains("conversion webhook");
    assertThat(oldWrite.isSuccess()).isFalse();
    assertThat(newWrite.isSuccess()).isFalse();
    assertThat(meanwhile).isEqualTo(before);
    assertThat(served.v1("demo")).isEqualTo(before);
    assertThat(served.v1alpha1("demo")).isEqualTo(beforeInOld);
    api.patch("v1alpha1", "demo", "", RawApi.MERGE_PATCH, old.mergePatch()).object();
    assertThat(Served.changes(before, served.v1("demo"))).containsOnlyKeys(old.mergePatchedPath());
  }

  @Test
  void garbageCollectorTakesWhatADeletedClusterOwnedAndLeavesTheRest() {
    for (String cluster : List.of("before", "during", "foreground", "stays")) {
      kubectl.apply(OldManifest.ANT.yaml().replace("demo", cluster)).succeeds();
      for (String version : List.of("v1", "v1alpha1")) {
        client.resource(pod(cluster, version)).create();
        client.resource(configMap(cluster, version)).create();
      }
    }
    delete("before", "background");
    await("the garbage collector knows RayClusters")
        .atMost(COLLECTION)
        .untilAsserted(() -> assertThat(owners()).doesNotContain("before"));

    product.killWebhooks();
    delete("during", "background");
    delete("foreground", "foreground");
    await().pollDelay(OUTAGE).untilAsserted(() -> assertThat(dependents("stays")).hasSize(4));
    product.restartWebhooks();

    await("what is owned by deleted clusters is collected")
        .atMost(COLLECTION)
        .untilAsserted(() -> assertThat(owners()).containsExactly("stays"));
    assertThat(dependents("stays")).hasSize(4);
    await()
        .atMost(COLLECTION)
        .untilAsserted(
            () ->
                assertThat(kubectl.run("get", "rayclusters", "-o", "name").succeeds().stdout())
                    .isEqualTo("raycluster.ray.io/stays\n"));
  }

  private void delete(String cluster, String propagation) {
    kubectl
        .run("delete", "rayclusters.v1.ray.io", cluster, "--wait=false", "--cascade=" + propagation)
        .succeeds();
  }

  private Set<String> owners() {
    Set<String> owners = new TreeSet<>();
    dependents().forEach(dependent -> owners.add(dependent.getOwnerReferences().get(0).getName()));
    return owners;
  }

  private List<String> dependents(String owner) {
    return dependents().stream()
        .filter(dependent -> dependent.getOwnerReferences().get(0).getName().equals(owner))
        .map(ObjectMeta::getName)
        .toList();
  }

  private List<ObjectMeta> dependents() {
    List<Pod> pods = client.pods().inNamespace(namespace.name()).list().getItems();
    List<ConfigMap> configMaps =
        client.configMaps().inNamespace(namespace.name()).list().getItems();
    return Stream.concat(
            pods.stream().map(Pod::getMetadata), configMaps.stream().map(ConfigMap::getMetadata))
        .filter(metadata -> !metadata.getOwnerReferences().isEmpty())
        .toList();
  }

  private Pod pod(String cluster, String version) {
    return new PodBuilder()
        .withMetadata(ownedBy(cluster, version))
        .withSpec(RayClusters.podTemplate("ray-worker").getSpec())
        .build();
  }

  private ConfigMap configMap(String cluster, String version) {
    return new ConfigMapBuilder().withMetadata(ownedBy(cluster, version)).build();
  }

  private ObjectMeta ownedBy(String cluster, String version) {
    return new ObjectMetaBuilder()
        .withName(cluster + "-" + version)
        .withNamespace(namespace.name())
        .addNewOwnerReference()
        .withApiVersion("ray.io/" + version)
        .withKind("RayCluster")
        .withName(cluster)
        .withUid(served.v1(cluster).at("/metadata/uid").asText())
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .build();
  }
}

package io.rayoperator.systemtests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The definition of RayClusters that a release of KubeRay installs. */
public enum KubeRayDefinition {
  /** As KubeRay 1.0 and later: both versions are served, v1 is stored. */
  V1_STORED {
    @Override
    void adapt(ArrayNode versions) {}
  },

  /** Both versions are served, v1alpha1 is stored. */
  V1ALPHA1_STORED {
    @Override
    void adapt(ArrayNode versions) {
      versions.forEach(
          version ->
              ((ObjectNode) version)
                  .put("storage", version.path("name").asText().equals("v1alpha1")));
    }
  },

  /** As KubeRay 0.x: there is no v1 at all. */
  V1ALPHA1_ONLY {
    @Override
    void adapt(ArrayNode versions) {
      for (int i = versions.size() - 1; i >= 0; i--) {
        if (versions.get(i).path("name").asText().equals("v1")) {
          versions.remove(i);
        }
      }
      ((ObjectNode) versions.get(0)).put("storage", true);
    }
  };

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String DEFINITION = DEFINITIONS + "/rayclusters.ray.io";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  abstract void adapt(ArrayNode versions);

  /** Skips the test if KubeRay's definition is not here: it is not part of this repository. */
  public static Path file() {
    Optional<Path> file =
        Repository.fixtures()
            .map(fixtures -> fixtures.resolve("kuberay-crd/v1.7.0-ray.io_rayclusters.yaml"));
    assumeTrue(
        file.isPresent(),
        "no published manifests here: set RAY_OPERATOR_FIXTURES to their directory");
    return file.orElseThrow();
  }

  /** Removes the present definition, with all its objects, and installs this one. */
  public void install(KubernetesClient client) {
    remove(client);
    client.raw(DEFINITIONS, "POST", tree());
    await("RayClusters are served")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(() -> isServed(client));
  }

  /** Removes the definition, with all objects. */
  static void remove(KubernetesClient client) {
    client.apiextensions().v1().customResourceDefinitions().withName("rayclusters.ray.io").delete();
    await("the definition is gone")
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                client
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("rayclusters.ray.io")
                        .get()
                    == null);
  }

  private static boolean isServed(KubernetesClient client) {
    try {
      return client.raw("/apis/ray.io/v1alpha1/namespaces/default/rayclusters") != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private ObjectNode tree() {
    try {
      ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(file().toFile());
      adapt((ArrayNode) tree.at("/spec/versions"));
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The definition as it is now. */
  static JsonNode installed(KubernetesClient client) {
    try {
      return new ObjectMapper().readTree(client.raw(DEFINITION));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ours, with conversion by webhook, and nothing stored but v1. */
  public static void assertIsOursAndClean(KubernetesClient client) {
    JsonNode definition = installed(client);
    assertThat(definition.at("/spec/conversion/strategy").asText()).isEqualTo("Webhook");
    assertThat(definition.at("/status/storedVersions")).hasToString("[\"v1\"]");
    for (JsonNode version : definition.at("/spec/versions")) {
      boolean isV1 = version.path("name").asText().equals("v1");
      assertThat(version.path("storage").asBoolean()).isEqualTo(isV1);
      // KubeRay's has it in no version; ours in both, in v1 to refuse it with the way out.
      assertThat(version.at("/schema/openAPIV3Schema/properties/spec/properties").has("extensions"))
          .isTrue();
    }
  }
}

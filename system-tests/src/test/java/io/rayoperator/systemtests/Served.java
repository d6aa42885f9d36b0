package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonDiff;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** RayClusters as the API server shows them, untouched by any model class. */
final class Served {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final KubernetesClient client;
  private final TestNamespace namespace;

  Served(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  ObjectNode v1(String name) {
    return get("v1", name);
  }

  ObjectNode v1alpha1(String name) {
    return get("v1alpha1", name);
  }

  private ObjectNode get(String version, String name) {
    try {
      return (ObjectNode)
          JSON.readTree(
              client.raw(
                  "/apis/ray.io/" + version + "/namespaces/" + namespace + "/rayclusters/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What differs between two states of an object, as path to new value ({@code null} if gone): what
   * a user means to keep, so without generation, managed fields, the copy of the last applied
   * manifest, and residuals.
   */
  static Map<String, String> changes(ObjectNode before, ObjectNode after) {
    Map<String, String> changes = new TreeMap<>();
    for (JsonNode operation : JsonDiff.asJson(meant(before), meant(after))) {
      String path = operation.path("path").asText();
      switch (operation.path("op").asText()) {
        case "remove" -> changes.put(path, "gone");
        case "move", "copy" -> changes.put(path, "moved from " + operation.path("from").asText());
        default -> changes.put(path, operation.path("value").toString());
      }
    }
    return changes;
  }

  /** The object without what the API server, kubectl and the conversion add for themselves. */
  static ObjectNode meant(ObjectNode object) {
    ObjectNode meant = object.deepCopy();
    ObjectNode metadata = (ObjectNode) meant.path("metadata");
    metadata.remove(List.of("generation", "managedFields", "resourceVersion"));
    if (metadata.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove(
          List.of(LAST_APPLIED, "conversion.ray.io/v1", "conversion.ray.io/v1alpha1"));
      if (annotations.isEmpty()) {
        metadata.remove("annotations");
      }
    }
    return meant;
  }
}

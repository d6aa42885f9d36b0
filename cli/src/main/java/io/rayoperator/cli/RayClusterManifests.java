package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import java.util.List;

/** Recognises RayClusters among documents of all kinds. */
final class RayClusterManifests {

  private RayClusterManifests() {}

  static boolean isRayCluster(JsonNode content) {
    return content.path("kind").asText().equals("RayCluster")
        && ApiVersion.parse(content.path("apiVersion").asText()) != null;
  }

  /** Whether this is a list as kubectl prints it, of anything. */
  static boolean isList(JsonNode content) {
    String kind = content.path("kind").asText();
    return content.path("items").isArray()
        && (kind.equals("List") || kind.equals("RayClusterList"));
  }

  /** The same object with its fields in the order that people expect. */
  static ObjectNode inUsualOrder(ObjectNode object) {
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("apiVersion", "kind", "metadata", "spec", "status")) {
      if (object.has(field)) {
        ordered.set(field, object.get(field));
      }
    }
    return ordered.setAll(object);
  }

  /** {@code NAMESPACE/NAME}, as far as the object says them. */
  static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String name =
        metadata.path("name").asText(metadata.path("generateName").asText("without a name"));
    String namespace = metadata.path("namespace").asText();
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}

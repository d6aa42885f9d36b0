package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.legacy.LegacyApi;
import io.rayoperator.conversion.ApiVersion;
import java.util.ArrayList;
import java.util.List;

/** Recognises RayClusters among documents of all kinds. */
final class RayClusterManifests {

  private static final List<String> USUAL_ORDER =
      List.of("apiVersion", "kind", "metadata", "spec", "status");

  private RayClusterManifests() {}

  static boolean isRayCluster(JsonNode content) {
    return content.path("kind").asText().equals("RayCluster")
        && ApiVersion.parse(content.path("apiVersion").asText()) != null;
  }

  /** Whether this is a RayCluster of the Python operator, which is of another group. */
  static boolean isLegacy(JsonNode content) {
    return content.path("kind").asText().equals(LegacyApi.KIND)
        && content.path("apiVersion").asText().equals(LegacyApi.API_VERSION);
  }

  /** Whether this is a list as kubectl prints it, of anything. */
  static boolean isList(JsonNode content) {
    String kind = content.path("kind").asText();
    return content.path("items").isArray()
        && (kind.equals("List") || kind.equals("RayClusterList"));
  }

  /** The RayClusters that a document is or holds. */
  static List<ObjectNode> in(JsonNode content) {
    if (isList(content)) {
      List<ObjectNode> clusters = new ArrayList<>();
      content.path("items").forEach(item -> clusters.addAll(in(item)));
      return clusters;
    }
    return isRayCluster(content) ? List.of((ObjectNode) content) : List.of();
  }

  /**
   * A converted object with its fields in the order of the original; new ones where people expect
   * them.
   */
  static ObjectNode inOrderOf(ObjectNode original, ObjectNode converted) {
    List<String> order = new ArrayList<>();
    original.fieldNames().forEachRemaining(order::add);
    for (int i = 0; i < USUAL_ORDER.size(); i++) {
      if (!order.contains(USUAL_ORDER.get(i))) {
        order.add(i == 0 ? 0 : order.indexOf(USUAL_ORDER.get(i - 1)) + 1, USUAL_ORDER.get(i));
      }
    }
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String field : order) {
      if (converted.has(field)) {
        ordered.set(field, converted.get(field));
      }
    }
    return ordered.setAll(converted);
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

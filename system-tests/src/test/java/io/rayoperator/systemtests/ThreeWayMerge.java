package io.rayoperator.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The JSON merge patch that {@code kubectl apply} sends for a custom resource. */
final class ThreeWayMerge {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ThreeWayMerge() {}

  /**
   * Sets what the manifest says and the object does not, and removes what the manifest that was
   * applied before said and this one does not.
   */
  static ObjectNode patch(ObjectNode manifest, ObjectNode live) {
    ObjectNode annotated = manifest.deepCopy();
    annotated.withObject("/metadata/annotations").put(LAST_APPLIED, manifest.toString());
    ObjectNode patch = additions(live, annotated);
    addRemovals(lastApplied(live), annotated, patch);
    return patch;
  }

  private static ObjectNode lastApplied(ObjectNode live) {
    try {
      JsonNode text = live.path("metadata").path("annotations").path(LAST_APPLIED);
      return text.isTextual() ? (ObjectNode) JSON.readTree(text.asText()) : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not what kubectl writes", e);
    }
  }

  private static ObjectNode additions(JsonNode from, ObjectNode to) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      JsonNode before = from.path(field.getKey());
      if (before.isObject() && field.getValue() instanceof ObjectNode object) {
        ObjectNode inside = additions(before, object);
        if (!inside.isEmpty()) {
          patch.set(field.getKey(), inside);
        }
      } else if (!before.equals(field.getValue())) {
        patch.set(field.getKey(), field.getValue());
      }
    }
    return patch;
  }

  private static void addRemovals(ObjectNode from, JsonNode to, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      JsonNode after = to.path(field.getKey());
      if (after.isMissingNode()) {
        patch.putNull(field.getKey());
      } else if (field.getValue() instanceof ObjectNode object && after.isObject()) {
        ObjectNode inside =
            patch.get(field.getKey()) instanceof ObjectNode present
                ? present
                : JsonNodeFactory.instance.objectNode();
        addRemovals(object, after, inside);
        if (!inside.isEmpty()) {
          patch.set(field.getKey(), inside);
        }
      }
    }
  }
}

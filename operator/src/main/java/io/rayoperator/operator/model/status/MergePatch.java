package io.rayoperator.operator.model.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The smallest JSON merge patch (RFC 7386) between two objects. */
public final class MergePatch {

  private MergePatch() {}

  /** What has to be merged into {@code from} to make it {@code to}; empty if they are equal. */
  public static ObjectNode between(JsonNode from, JsonNode to) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      JsonNode before = from.path(field.getKey());
      JsonNode after = field.getValue();
      if (before.equals(after)) {
        continue;
      }
      if (before.isObject() && after.isObject()) {
        patch.set(field.getKey(), between(before, after));
      } else {
        patch.set(field.getKey(), after);
      }
    }
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (!to.has(field.getKey())) {
        patch.putNull(field.getKey());
      }
    }
    return patch;
  }
}

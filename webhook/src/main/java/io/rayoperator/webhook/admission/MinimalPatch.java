package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.review.ReviewJson;
import java.util.Map;

/** The difference of two trees as a JSON patch (RFC 6902). */
final class MinimalPatch {

  private MinimalPatch() {}

  /** Returns the operations that turn one object into another; none if they are equal. */
  static ArrayNode between(ObjectNode from, ObjectNode to) {
    ArrayNode operations = ReviewJson.MAPPER.createArrayNode();
    compare("", from, to, operations);
    return operations;
  }

  private static void compare(String path, JsonNode from, JsonNode to, ArrayNode operations) {
    if (from instanceof ObjectNode fromObject && to instanceof ObjectNode toObject) {
      compareFields(path, fromObject, toObject, operations);
    } else if (from.isArray() && to.isArray() && from.size() == to.size()) {
      for (int i = 0; i < from.size(); i++) {
        compare(path + "/" + i, from.get(i), to.get(i), operations);
      }
    } else if (!from.equals(to)) {
      operation("replace", path, operations).set("value", to);
    }
  }

  private static void compareFields(
      String path, ObjectNode from, ObjectNode to, ArrayNode operations) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      String fieldPath = path + "/" + escaped(field.getKey());
      JsonNode target = to.get(field.getKey());
      if (target == null) {
        operation("remove", fieldPath, operations);
      } else {
        compare(fieldPath, field.getValue(), target, operations);
      }
    }
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      if (!from.has(field.getKey())) {
        operation("add", path + "/" + escaped(field.getKey()), operations)
            .set("value", field.getValue());
      }
    }
  }

  private static ObjectNode operation(String name, String path, ArrayNode operations) {
    return operations.addObject().put("op", name).put("path", path);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}

package io.rayoperator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.TreePath;

/** Makes values that a schema allows and that stand nowhere else, and puts them into objects. */
final class Probe {

  private static final String KEEPS_UNKNOWN = "x-kubernetes-preserve-unknown-fields";

  private int last = 7000;

  /** A value with every field of the schema; each number and text in it is a new one. */
  JsonNode value(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "boolean" -> BooleanNode.TRUE;
      case "integer", "number" -> IntNode.valueOf(++last);
      case "array" -> JsonNodeFactory.instance.arrayNode().add(value(schema.path("items")));
      case "object" -> object(schema);
      default -> text(schema);
    };
  }

  private JsonNode text(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").path(schema.get("enum").size() - 1);
    }
    return TextNode.valueOf("probe-" + ++last);
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(field -> object.set(field.getKey(), value(field.getValue())));
    if (schema.path("additionalProperties").isObject()) {
      object.set("probe-" + ++last, value(schema.get("additionalProperties")));
    } else if (object.isEmpty()) {
      object.put("probe", "probe-" + ++last);
    }
    return object;
  }

  /** Whether a schema says nothing about what may stand there. */
  static boolean isOpen(JsonNode schema) {
    return schema.path(KEEPS_UNKNOWN).asBoolean()
        || (schema.has("items") && isOpen(schema.get("items")));
  }

  /** The schema of a place. */
  static JsonNode schemaAt(JsonNode schema, TreePath place) {
    JsonNode here = schema;
    for (String step : place.steps()) {
      here =
          step.startsWith("[")
              ? here.path("items")
              : here.path("properties").path(step).isMissingNode()
                  ? here.path("additionalProperties")
                  : here.path("properties").path(step);
    }
    return here;
  }

  /** Makes sure that there is an object or list for a field to stand in; lists get one element. */
  static JsonNode withParents(JsonNode tree, TreePath place) {
    JsonNode result = tree;
    for (int length = 1; length < place.steps().size(); length++) {
      TreePath parent = new TreePath(place.steps().subList(0, length));
      String next = place.steps().get(length);
      if (parent.placesIn(result).isEmpty()) {
        for (TreePath above :
            new TreePath(parent.steps().subList(0, length - 1)).placesIn(result)) {
          result = set(result, then(above, parent.steps().get(length - 1)), empty(next));
        }
      }
    }
    return result;
  }

  private static JsonNode empty(String next) {
    return next.startsWith("[")
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.objectNode();
  }

  private static TreePath then(TreePath place, String step) {
    return step.equals("[]") ? place.element(0) : place.field(step);
  }

  /** A copy with another value at a place, whose parent exists. */
  static JsonNode set(JsonNode tree, TreePath place, JsonNode value) {
    if (place.equals(TreePath.ROOT)) {
      return value;
    }
    int last = place.steps().size() - 1;
    TreePath parent = new TreePath(place.steps().subList(0, last));
    if (!(parent.in(tree) instanceof ArrayNode array)) {
      return place.changed(tree, before -> value);
    }
    ArrayNode longer = array.deepCopy();
    if (place.in(tree).isMissingNode()) {
      longer.add(value);
    } else {
      return place.changed(tree, before -> value);
    }
    return parent.changed(tree, before -> longer);
  }
}

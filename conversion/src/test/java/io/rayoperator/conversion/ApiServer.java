package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.StructuralSchema;
import java.util.ArrayList;
import java.util.Map;

/**
 * What the API server does to an object of a version: prunes unknown fields, then adds schema
 * defaults.
 */
final class ApiServer {
  private final StructuralSchema v1alpha1 = StructuralSchema.ofRayCluster("v1alpha1");
  private final StructuralSchema v1 = StructuralSchema.ofRayCluster("v1");

  /** The object as the API server has it after it received this. */
  ObjectNode received(ObjectNode object) {
    ObjectNode result = object.deepCopy();
    boolean hub = "ray.io/v1".equals(object.path("apiVersion").asText());
    StructuralSchema schema = hub ? v1 : v1alpha1;
    prune(
        result,
        schema
            .with("apiVersion", StructuralSchema.OPEN)
            .with("kind", StructuralSchema.OPEN)
            .with("metadata", StructuralSchema.OPEN));
    defaults(result, schema);
    return result;
  }

  /** Adds the defaults of v1 to a pod template, where a layout's own schema has none. */
  void complete(JsonNode template) {
    defaults(template, v1.at("spec", "headGroupSpec", "template"));
  }

  private static void prune(JsonNode value, StructuralSchema schema) {
    if (value instanceof ObjectNode object) {
      for (String name :
          new ArrayList<>(object.properties().stream().map(Map.Entry::getKey).toList())) {
        if (schema.properties().containsKey(name) || schema.additional() != null) {
          prune(object.get(name), schema.field(name));
        } else if (!schema.preserve()) {
          object.remove(name);
        }
      }
    } else if (value instanceof ArrayNode array && !(schema.preserve() && schema.items() == null)) {
      array.forEach(element -> prune(element, schema.elements()));
    }
  }

  private static void defaults(JsonNode value, StructuralSchema schema) {
    if (value instanceof ObjectNode object) {
      schema
          .properties()
          .forEach(
              (name, property) -> {
                if (property.defaultValue() != null && !object.has(name)) {
                  object.set(name, property.defaultValue());
                }
              });
      object
          .properties()
          .forEach(field -> defaults(field.getValue(), schema.field(field.getKey())));
    } else if (value instanceof ArrayNode array) {
      array.forEach(element -> defaults(element, schema.elements()));
    }
  }
}

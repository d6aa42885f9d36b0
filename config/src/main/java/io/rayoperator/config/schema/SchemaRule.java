package io.rayoperator.config.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.List;

/** One statement about the schema of an object, or of one of its properties. */
@FunctionalInterface
interface SchemaRule {

  void applyTo(JSONSchemaProps object);

  static SchemaRule required(String... properties) {
    return object -> object.setRequired(List.of(properties));
  }

  /** Server-side apply treats the object as one value. */
  static SchemaRule oneValue() {
    return object -> object.setXKubernetesMapType("atomic");
  }

  /** Server-side apply treats the map as one value. */
  static SchemaRule oneValue(String property) {
    return object -> of(object, property).setXKubernetesMapType("atomic");
  }

  /**
   * Server-side apply merges the list by these fields of its elements, and no two elements have the
   * same.
   */
  static SchemaRule mergedBy(String property, String... keys) {
    return object -> {
      of(object, property).setXKubernetesListType("map");
      of(object, property).setXKubernetesListMapKeys(List.of(keys));
    };
  }

  /** No two elements of the list are equal. */
  static SchemaRule distinct(String property) {
    return object -> of(object, property).setXKubernetesListType("set");
  }

  static SchemaRule defaultsTo(String property, String value) {
    return object -> of(object, property).setDefault(JsonNodeFactory.instance.textNode(value));
  }

  static SchemaRule defaultsTo(String property, boolean value) {
    return object -> of(object, property).setDefault(JsonNodeFactory.instance.booleanNode(value));
  }

  /** The object has these properties and no others; the rest is pruned. */
  static SchemaRule only(String... properties) {
    return object -> object.getProperties().keySet().retainAll(List.of(properties));
  }

  /** The object, or each element of the list, holds anything, and nothing in it is pruned. */
  static SchemaRule anything(String property) {
    return object -> object.getProperties().compute(property, (name, old) -> anything(old));
  }

  /** The object has one more property, which the Kubernetes model classes do not know yet. */
  static SchemaRule also(String property, JSONSchemaProps schema) {
    return object -> object.getProperties().put(property, schema);
  }

  private static JSONSchemaProps anything(JSONSchemaProps old) {
    JSONSchemaProps object =
        new JSONSchemaPropsBuilder()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .build();
    JSONSchemaPropsBuilder result =
        "array".equals(old.getType())
            ? new JSONSchemaPropsBuilder()
                .withType("array")
                .withNewItems()
                .withSchema(object)
                .endItems()
            : new JSONSchemaPropsBuilder(object);
    return result.withDescription(old.getDescription()).build();
  }

  /** The schema of a property that must be there. */
  static JSONSchemaProps of(JSONSchemaProps object, String property) {
    JSONSchemaProps schema = object.getProperties().get(property);
    if (schema == null) {
      throw new IllegalStateException(
          "the schema has no property " + property + " next to " + object.getProperties().keySet());
    }
    return schema;
  }
}

package io.rayoperator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The part of a version's schema that decides what the API server prunes and which defaults it
 * adds; the conversion needs to know it.
 *
 * <p>{@code {"properties": {name: schema}, "items": schema, "additional": schema, "preserve": true,
 * "default": value}}, each part where there is one. Scalars are {@code {}}.
 */
final class ConversionSchema {

  private ConversionSchema() {}

  /** The schema of whole objects of a version of the definition. */
  static ObjectNode of(JsonNode crd, String version) {
    for (JsonNode candidate : crd.at("/spec/versions")) {
      if (candidate.path("name").asText().equals(version)) {
        ObjectNode schema = structure(candidate.at("/schema/openAPIV3Schema"));
        // Not a matter of the schema: the API server keeps exactly the fields of ObjectMeta.
        schema.withObject("/properties/metadata").put("preserve", true);
        return schema;
      }
    }
    throw new IllegalArgumentException("no version " + version);
  }

  /** Declared only to be refused: conversion is to treat it as any unknown field. */
  private static boolean isForeign(JsonNode schema) {
    return schema.path("description").asText().startsWith(ForeignLayouts.MARK);
  }

  private static ObjectNode structure(JsonNode schema) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (schema.has("properties")) {
      ObjectNode properties = result.putObject("properties");
      schema.get("properties").properties().stream()
          .filter(property -> !isForeign(property.getValue()))
          .forEach(property -> properties.set(property.getKey(), structure(property.getValue())));
    }
    if (schema.has("items")) {
      result.set("items", structure(schema.get("items")));
    }
    if (schema.has("additionalProperties")) {
      result.set("additional", structure(schema.get("additionalProperties")));
    }
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      result.put("preserve", true);
    }
    if (schema.has("default")) {
      result.set("default", schema.get("default"));
    }
    return result;
  }
}

package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.conversion.ApiVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the fields that the API server does not know: {@code kubectl apply} refuses them, as they
 * would be dropped.
 */
public final class UnknownFields {

  private final Map<ApiVersion, StructuralSchema> schemas = new EnumMap<>(ApiVersion.class);

  public UnknownFields() {
    for (ApiVersion version : ApiVersion.values()) {
      schemas.put(version, StructuralSchema.ofRayCluster(version.version()));
    }
  }

  /**
   * The paths of all unknown fields of an object, such as {@code spec.workerGroupSpecs[0].replcas}.
   */
  public List<String> of(JsonNode object, ApiVersion version) {
    List<String> unknown = new ArrayList<>();
    StructuralSchema schema = schemas.get(version);
    if (schema != null) {
      // Metadata has the same fields in every kind; the schema of ours does not list them.
      look("spec", object.path("spec"), schema.field("spec"), unknown);
    }
    return unknown;
  }

  private static void look(
      String path, JsonNode value, StructuralSchema schema, List<String> unknown) {
    if (schema.preserve()) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String fieldPath = path + "." + field.getKey();
      if (schema.properties().containsKey(field.getKey()) || schema.additional() != null) {
        look(fieldPath, field.getValue(), schema.field(field.getKey()), unknown);
      } else if (!schema.properties().isEmpty()) {
        unknown.add(fieldPath);
      }
    }
    if (value.isArray() && schema.items() != null) {
      for (int i = 0; i < value.size(); i++) {
        look(path + "[" + i + "]", value.get(i), schema.items(), unknown);
      }
    }
  }
}

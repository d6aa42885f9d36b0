package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.StructuralSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the API server adds to a v1 group when a layout does not say it. */
public final class GroupDefaults {
  private final Map<String, JsonNode> defaults = new LinkedHashMap<>();

  private GroupDefaults() {}

  /** The defaults in the schema of a v1 group. */
  public static GroupDefaults of(StructuralSchema group) {
    GroupDefaults result = new GroupDefaults();
    group
        .properties()
        .forEach(
            (field, schema) -> {
              if (schema.defaultValue() != null) {
                result.defaults.put(field, schema.defaultValue());
              }
            });
    return result;
  }

  /** Adds the defaults of the fields that a group has not. */
  public void addTo(ObjectNode group) {
    for (Map.Entry<String, JsonNode> field : defaults.entrySet()) {
      group.putIfAbsent(field.getKey(), field.getValue());
    }
  }
}

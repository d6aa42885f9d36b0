package io.rayoperator.migration.survey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;

/** Who wrote which fields of an object: {@code metadata.managedFields}. */
public final class ManagedFields {

  private ManagedFields() {}

  /** All entries. */
  public static List<JsonNode> of(JsonNode object) {
    return StreamSupport.stream(object.at("/metadata/managedFields").spliterator(), false).toList();
  }

  /** The entries of those who wrote through v1alpha1. */
  public static List<JsonNode> ofV1alpha1(JsonNode object) {
    return of(object).stream().filter(ManagedFields::isV1alpha1).toList();
  }

  private static boolean isV1alpha1(JsonNode entry) {
    return entry.path("apiVersion").asText().equals(ApiGroup.V1ALPHA1_API_VERSION);
  }

  /**
   * The entries without those of v1alpha1.
   *
   * <p>The API server takes an empty list for a client that knows nothing of managed fields, and
   * keeps the old ones. So if nothing is left, one entry is written that owns no field that anybody
   * sets.
   *
   * @param manager of that entry
   */
  public static ArrayNode withoutV1alpha1(JsonNode object, String manager, Instant now) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    of(object).stream().filter(entry -> !isV1alpha1(entry)).forEach(kept::add);
    if (kept.isEmpty()) {
      ObjectNode seed = kept.addObject();
      seed.put("manager", manager)
          .put("operation", "Update")
          .put("apiVersion", ApiGroup.V1_API_VERSION)
          .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
          .put("fieldsType", "FieldsV1");
      seed.putObject("fieldsV1").putObject("f:metadata").putObject("f:name");
    }
    return kept;
  }
}

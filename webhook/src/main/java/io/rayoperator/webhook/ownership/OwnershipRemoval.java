package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes fields from their owners; the values stay. */
public final class OwnershipRemoval {

  private OwnershipRemoval() {}

  /**
   * Returns an object whose {@code managedFields} do not have a field, with all below it: the
   * argument itself if they do not have it. An entry of which nothing is left goes.
   *
   * @param whose the entries that lose it
   */
  public static ObjectNode remove(ObjectNode object, Predicate<Entry> whose, List<Step> path) {
    if (!(object.at("/metadata/managedFields") instanceof ArrayNode entries)) {
      return object;
    }
    ArrayNode rest = entries.arrayNode(entries.size());
    for (JsonNode entry : entries) {
      JsonNode left = whose.test(Entry.parse(entry)) ? without(entry, path) : entry;
      if (left != null) {
        rest.add(left);
      }
    }
    if (rest.equals(entries)) {
      return object;
    }
    ObjectNode metadata = Trees.copy((ObjectNode) object.path("metadata"));
    metadata.set("managedFields", rest);
    return Trees.copy(object).set("metadata", metadata);
  }

  private static @Nullable JsonNode without(JsonNode entry, List<Step> path) {
    if (!(entry.path("fieldsV1") instanceof ObjectNode fields)) {
      return entry;
    }
    ObjectNode left = without(fields, path);
    if (left.isEmpty() && !fields.isEmpty()) {
      return null;
    }
    return Trees.copy((ObjectNode) entry).set("fieldsV1", left);
  }

  /** The fields without the end of a path, and without steps on the way that lead nowhere then. */
  private static ObjectNode without(ObjectNode fields, List<Step> path) {
    ObjectNode rest = Trees.copy(fields);
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!field.getKey().equals(".") && Step.parse(field.getKey()).equals(path.getFirst())) {
        ObjectNode below =
            path.size() > 1 && field.getValue() instanceof ObjectNode object && !object.isEmpty()
                ? without(object, path.subList(1, path.size()))
                : null;
        if (path.size() > 1 && below == null) {
          continue; // the field as a whole, of which no part can be taken
        }
        if (below == null || below.isEmpty()) {
          rest.remove(field.getKey());
        } else {
          rest.set(field.getKey(), below);
        }
      }
    }
    return rest;
  }
}

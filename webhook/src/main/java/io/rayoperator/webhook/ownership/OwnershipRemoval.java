package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes fields from their owners; the values stay. */
public final class OwnershipRemoval {

  private OwnershipRemoval() {}

  /**
   * Returns an object whose {@code managedFields} do not have some fields, with all below them: the
   * argument itself if they do not have them. An entry of which nothing is left goes.
   *
   * @param lost what an entry loses
   */
  public static ObjectNode remove(ObjectNode object, Function<Entry, FieldSet> lost) {
    if (!(object.at("/metadata/managedFields") instanceof ArrayNode entries)) {
      return object;
    }
    ArrayNode rest = entries.arrayNode(entries.size());
    for (JsonNode entry : entries) {
      JsonNode left = without(entry, lost.apply(Entry.parse(entry)));
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

  private static @Nullable JsonNode without(JsonNode entry, FieldSet lost) {
    if (lost.isEmpty() || !(entry.path("fieldsV1") instanceof ObjectNode fields)) {
      return entry;
    }
    ObjectNode left = without(fields, lost);
    if (left.isEmpty() && !fields.isEmpty()) {
      return null;
    }
    return Trees.copy((ObjectNode) entry).set("fieldsV1", left);
  }

  /** The fields without those of a set, and without steps on the way that lead nowhere then. */
  private static ObjectNode without(ObjectNode fields, FieldSet lost) {
    ObjectNode rest = Trees.copy(fields);
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      FieldSet lostThere =
          field.getKey().equals(".") ? FieldSet.EMPTY : lost.at(Step.parse(field.getKey()));
      if (lostThere.isMember()) {
        rest.remove(field.getKey());
      } else if (!lostThere.isEmpty()
          && field.getValue() instanceof ObjectNode below
          && !below.isEmpty()) { // of a field as a whole no part can be taken
        ObjectNode left = without(below, lostThere);
        if (left.isEmpty()) {
          rest.remove(field.getKey());
        } else {
          rest.set(field.getKey(), left);
        }
      }
    }
    return rest;
  }
}

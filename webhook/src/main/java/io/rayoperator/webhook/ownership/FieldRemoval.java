package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a set out of an object. */
public final class FieldRemoval {

  private FieldRemoval() {}

  /**
   * Returns the object without those of the fields that are as they were, and that nobody else
   * says.
   *
   * @param before the object as it was: what has changed since stays
   * @param others what others say of the object: this stays, also where it is a part of a field of
   *     the set
   */
  public static ObjectNode remove(
      FieldSet fields, ObjectNode object, JsonNode before, JsonNode others) {
    ObjectNode rest = Trees.copy(object);
    fields
        .below()
        .forEach(
            (step, set) -> {
              if (step instanceof Step.Field(String name) && object.has(name)) {
                JsonNode left = rest(set, object.path(name), before.path(name), others.path(name));
                if (left == null) {
                  rest.remove(name);
                } else {
                  rest.set(name, left);
                }
              }
            });
    return rest;
  }

  /** What is left of a value; null if nothing is. */
  private static @Nullable JsonNode rest(
      FieldSet fields, JsonNode value, JsonNode before, JsonNode others) {
    boolean isUnsaid =
        others.isMissingNode() || (value.isValueNode() && !Trees.same(value, others));
    if (fields.isMember() && isUnsaid && Trees.same(value, before)) {
      return null;
    }
    return switch (value) {
      case ObjectNode object -> remove(fields, object, before, others);
      case ArrayNode list -> remove(fields, list, before, others);
      default -> value;
    };
  }

  private static ArrayNode remove(
      FieldSet fields, ArrayNode list, JsonNode before, JsonNode others) {
    List<String> keys = keys(fields);
    if (keys.isEmpty()) {
      return list;
    }
    Map<Step, JsonNode> elements = byKeys(list, keys);
    Map<Step, JsonNode> elementsBefore = byKeys(before, keys);
    Map<Step, JsonNode> elementsOfOthers = byKeys(others, keys);
    ArrayNode rest = list.arrayNode(list.size());
    for (JsonNode element : list) {
      Step step = step(element, keys);
      JsonNode left =
          step != null && elements.containsKey(step)
              ? rest(
                  fields.at(step),
                  element,
                  elementsBefore.getOrDefault(step, MissingNode.getInstance()),
                  elementsOfOthers.getOrDefault(step, MissingNode.getInstance()))
              : element;
      if (left != null) {
        rest.add(left);
      }
    }
    return rest;
  }

  /** The names of the fields that tell the elements of a list apart: all have the same. */
  private static List<String> keys(FieldSet fields) {
    for (Step step : fields.below().keySet()) {
      if (step instanceof Step.Element(ObjectNode keys)) {
        return keys.properties().stream().map(Map.Entry::getKey).toList();
      }
    }
    return List.of();
  }

  /** The elements of a list, but those that cannot be told apart. */
  private static Map<Step, JsonNode> byKeys(JsonNode list, List<String> keys) {
    Map<Step, JsonNode> elements = new HashMap<>();
    Set<Step> ambiguous = new HashSet<>();
    for (JsonNode element : list) {
      Step step = step(element, keys);
      if (step != null && elements.put(step, element) != null) {
        ambiguous.add(step);
      }
    }
    elements.keySet().removeAll(ambiguous);
    return elements;
  }

  private static @Nullable Step step(JsonNode element, List<String> keys) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (String key : keys) {
      JsonNode value = element.path(key);
      if (!value.isValueNode()) {
        return null;
      }
      values.set(key, value);
    }
    return new Step.Element(values);
  }
}

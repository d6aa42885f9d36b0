package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an object, in words that stay true when lists change: {@code
 * spec/workerGroupSpecs/groupName=cpu/replicas}. An element of a list is named by one of its fields
 * or, where order has a meaning, by its index.
 */
record Place(List<String> steps) implements Slot {

  static Place of(String path) {
    return new Place(List.of(path.split("/")));
  }

  @Override
  public JsonNode read(JsonNode object) {
    return read(object, steps);
  }

  private static JsonNode read(JsonNode node, List<String> steps) {
    JsonNode found = node;
    for (String step : steps) {
      found = child(found, step);
    }
    return found;
  }

  private static JsonNode child(JsonNode node, String step) {
    return node instanceof ArrayNode list ? list.path(index(list, step)) : node.path(step);
  }

  /** The index of the element; -1 if there is none. */
  private static int index(ArrayNode list, String step) {
    int equals = step.indexOf('=');
    if (equals < 0) {
      return Integer.parseInt(step);
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(step.substring(0, equals)).asText().equals(step.substring(equals + 1))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isElement(String step) {
    return step.indexOf('=') >= 0 || Character.isDigit(step.charAt(0));
  }

  boolean isInsideList() {
    return steps.stream().anyMatch(Place::isElement);
  }

  /** The list nearest to the root on the way to here. */
  Place outermostList() {
    List<String> way = steps.stream().takeWhile(step -> !isElement(step)).toList();
    return new Place(way);
  }

  private String last() {
    return steps.getLast();
  }

  private JsonNode parent(JsonNode object) {
    return read(object, steps.subList(0, steps.size() - 1));
  }

  /** Objects and lists on the way are made if they are not there. */
  @Override
  public void write(ObjectNode object, JsonNode value) {
    if (value.isMissingNode()) {
      erase(object);
      return;
    }
    JsonNode node = object;
    for (int i = 0; i < steps.size() - 1; i++) {
      JsonNode next = child(node, steps.get(i));
      if (next.isMissingNode()) {
        next = empty(steps.get(i), steps.get(i + 1));
        put(node, steps.get(i), next);
      }
      node = next;
    }
    put(node, last(), value.deepCopy());
  }

  /** What stands at a step while the next one is not there yet. */
  private static JsonNode empty(String step, String nextStep) {
    if (isElement(nextStep)) {
      return JsonNodeFactory.instance.arrayNode();
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    int equals = step.indexOf('=');
    return equals < 0 ? object : object.put(step.substring(0, equals), step.substring(equals + 1));
  }

  private static void put(JsonNode parent, String step, JsonNode value) {
    switch (parent) {
      case ObjectNode object -> object.set(step, value);
      case ArrayNode list -> {
        int index = index(list, step);
        if (index < 0 || index == list.size()) {
          list.add(value);
        } else {
          list.set(index, value);
        }
      }
      default -> throw new IllegalArgumentException("No " + step + " in " + parent);
    }
  }

  @Override
  public void erase(ObjectNode object) {
    switch (parent(object)) {
      case ObjectNode parent -> parent.remove(last());
      case ArrayNode list -> {
        int index = index(list, last());
        if (index >= 0) {
          list.remove(index);
        }
      }
      default -> {
        // It is not there.
      }
    }
  }

  @Override
  public @Nullable JsonNode valueIn(JsonNode mergePatch) {
    JsonNode node = mergePatch;
    for (int i = 0; i < steps.size(); i++) {
      if (node.isNull()) {
        return MissingNode.getInstance();
      }
      if (node.isArray()) {
        return read(node, steps.subList(i, steps.size()));
      }
      if (!node.has(steps.get(i))) {
        return null;
      }
      node = node.get(steps.get(i));
    }
    return node.isNull() ? MissingNode.getInstance() : node;
  }

  /** The operations that give the field a value, provided that all lists on the way are as here. */
  ArrayNode jsonPatch(JsonNode object, JsonNode value) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    StringBuilder pointer = new StringBuilder();
    JsonNode node = object;
    for (String step : steps.subList(0, steps.size() - 1)) {
      if (node instanceof ArrayNode list) {
        pointer.append('/').append(index(list, step));
        testIdentity(patch, pointer.toString(), step);
      } else {
        pointer.append('/').append(step);
      }
      node = child(node, step);
    }
    JsonNode before = child(node, last());
    String target = pointer + "/" + last();
    if (node instanceof ArrayNode list) {
      int index = index(list, last());
      target = pointer + "/" + (index < 0 ? "-" : index);
      if (index < 0) {
        operation(patch, "test", pointer.toString(), list);
      } else {
        testIdentity(patch, target, last());
      }
    }
    if (value.isMissingNode()) {
      operation(patch, "remove", target, null);
    } else {
      operation(patch, before.isMissingNode() ? "add" : "replace", target, value);
    }
    return patch;
  }

  private static void testIdentity(ArrayNode patch, String element, String step) {
    int equals = step.indexOf('=');
    if (equals >= 0) {
      operation(
          patch,
          "test",
          element + "/" + step.substring(0, equals),
          JsonNodeFactory.instance.textNode(step.substring(equals + 1)));
    }
  }

  private static void operation(
      ArrayNode patch, String operation, String path, @Nullable JsonNode value) {
    ObjectNode added = patch.addObject().put("op", operation).put("path", path);
    if (value != null) {
      added.set("value", value);
    }
  }

  @Override
  public String toString() {
    return String.join("/", steps);
  }
}

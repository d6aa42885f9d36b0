package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes random places of a tree to random values: removes, replaces, duplicates, reorders. */
final class RandomDamage {
  private RandomDamage() {}

  /**
   * Damages some places below the named top-level fields, and sometimes these fields themselves.
   */
  static void to(ObjectNode object, RandomJson random, String... fields) {
    for (int i = 1 + random.below(4); i > 0; i--) {
      String field = random.oneOf(List.of(fields));
      JsonNode value = object.get(field);
      if (value == null || random.oneIn(30)) {
        object.set(field, random.any(4));
      } else {
        damage(value, random);
      }
    }
  }

  private static void damage(JsonNode value, RandomJson random) {
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names =
          new ArrayList<>(object.properties().stream().map(Map.Entry::getKey).toList());
      String name = random.oneOf(names);
      JsonNode child = object.path(name);
      if (child.isContainerNode() && !random.oneIn(5)) {
        damage(child, random);
        return;
      }
      switch (random.below(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, random.any(2));
        case 2 -> object.set(random.name(), child);
        default ->
            object.set(
                name,
                child.isTextual()
                    ? TextNode.valueOf(torn(child.textValue(), random))
                    : random.scalar());
      }
    } else if (value instanceof ArrayNode array && !array.isEmpty()) {
      int index = random.below(array.size());
      JsonNode child = array.get(index);
      if (child.isContainerNode() && !random.oneIn(4)) {
        damage(child, random);
        return;
      }
      switch (random.below(4)) {
        case 0 -> array.remove(index);
        case 1 -> array.set(index, random.any(2));
        case 2 -> array.insert(random.below(array.size() + 1), child);
        default -> array.add(array.remove(index));
      }
    }
  }

  /** A text with one character changed, or cut off somewhere: also inside a residual. */
  private static String torn(String text, RandomJson random) {
    if (text.isEmpty()) {
      return "torn";
    }
    int at = random.below(text.length());
    return switch (random.below(3)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + random.text() + text.substring(at + 1);
      default -> text.replace("+", "-").replace("format", "edits");
    };
  }
}

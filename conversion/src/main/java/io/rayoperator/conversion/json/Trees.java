package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shallow copies, typed reads and equality of JSON trees. */
public final class Trees {
  private Trees() {}

  /** A new object with the same children (not copies of them). */
  public static ObjectNode copy(ObjectNode object) {
    ObjectNode copy = CompactNodes.INSTANCE.objectNode();
    copy.setAll(object);
    return copy;
  }

  /** A new list with the same elements (not copies of them). */
  public static ArrayNode copy(ArrayNode array) {
    return CompactNodes.INSTANCE.arrayNode(array.size()).addAll(array);
  }

  /** The field if it is an object, else null. */
  public static @Nullable ObjectNode object(@Nullable JsonNode parent, String field) {
    return parent instanceof ObjectNode object && object.get(field) instanceof ObjectNode child
        ? child
        : null;
  }

  /** The field if it is a list, else null. */
  public static @Nullable ArrayNode array(@Nullable JsonNode parent, String field) {
    return parent instanceof ObjectNode object && object.get(field) instanceof ArrayNode child
        ? child
        : null;
  }

  /** The field if it is a string, else null. */
  public static @Nullable String text(@Nullable JsonNode parent, String field) {
    JsonNode child = parent instanceof ObjectNode object ? object.get(field) : null;
    return child == null ? null : child.textValue();
  }

  /**
   * Whether two trees are the same JSON value, key order aside. Unlike {@link JsonNode#equals} the
   * Java type that holds a number does not matter; {@code 1} and {@code 1.0} differ.
   */
  @SuppressWarnings("ReferenceEquality") // Shared subtrees are the same without looking into them.
  public static boolean same(JsonNode a, JsonNode b) {
    if (a == b) {
      return true;
    }
    if (a instanceof ObjectNode left && b instanceof ObjectNode right) {
      return sameObjects(left, right);
    }
    if (a instanceof ArrayNode left && b instanceof ArrayNode right) {
      return sameArrays(left, right);
    }
    if (a.isNumber() && b.isNumber()) {
      return sameNumbers(a, b);
    }
    return a.equals(b);
  }

  private static boolean sameObjects(ObjectNode a, ObjectNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> entry : a.properties()) {
      JsonNode other = b.get(entry.getKey());
      if (other == null || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameArrays(ArrayNode a, ArrayNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumbers(JsonNode a, JsonNode b) {
    if (a.isIntegralNumber() != b.isIntegralNumber()) {
      return false;
    }
    if (a.isIntegralNumber()) {
      boolean longs = a.canConvertToLong() && b.canConvertToLong();
      return longs
          ? a.longValue() == b.longValue()
          : a.bigIntegerValue().equals(b.bigIntegerValue());
    }
    boolean finite = Double.isFinite(a.doubleValue()) && Double.isFinite(b.doubleValue());
    boolean exact = finite && (a.isBigDecimal() || b.isBigDecimal());
    return exact
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : Double.compare(a.doubleValue(), b.doubleValue()) == 0;
  }
}

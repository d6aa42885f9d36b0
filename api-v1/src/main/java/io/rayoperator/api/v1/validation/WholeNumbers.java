package io.rayoperator.api.v1.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes whole numbers as integers: {@code 1.0} as {@code 1}. */
final class WholeNumbers {

  private WholeNumbers() {}

  /** Returns a copy of a tree in which every number of 64 bits that is whole is an integer. */
  static JsonNode in(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), in(field.getValue())));
      return copy;
    }
    if (tree instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode(array.size());
      array.forEach(element -> copy.add(in(element)));
      return copy;
    }
    return tree.isFloatingPointNumber() && isWhole(tree.doubleValue())
        ? JsonNodeFactory.instance.numberNode(tree.longValue())
        : tree;
  }

  private static boolean isWhole(double number) {
    return Math.rint(number) == number && Math.abs(number) < 0x1p53;
  }
}

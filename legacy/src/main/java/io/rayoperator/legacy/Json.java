package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * Reads of trees that may have any shape: what is not of the wanted type counts as absent, because
 * the API server's schema has refused it already where there is one.
 */
final class Json {

  private Json() {}

  /** The text of a field; empty if there is none. */
  static String text(JsonNode parent, String field) {
    return parent.path(field).asText("");
  }

  /** A whole number that fits. */
  static OptionalInt integer(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    return value.isIntegralNumber() && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  static OptionalDouble number(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }

  /** The texts of a list. */
  static List<String> texts(JsonNode parent, String field) {
    return elements(parent, field).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .toList();
  }

  /** The elements of a list. */
  static List<JsonNode> elements(JsonNode parent, String field) {
    JsonNode list = parent.path(field);
    return list.isArray() ? StreamSupport.stream(list.spliterator(), false).toList() : List.of();
  }

  /** The object in a field, which is made if need be. */
  static ObjectNode object(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode child ? child : parent.putObject(field);
  }
}

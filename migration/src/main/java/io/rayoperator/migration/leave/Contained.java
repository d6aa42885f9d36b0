package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Compares what is wanted with what there is. */
final class Contained {

  private Contained() {}

  /** Whether a tree has every value of another; lists may have more items. */
  static boolean in(JsonNode present, JsonNode wanted) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        if (!in(present.path(field.getKey()), field.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (wanted.isArray()) {
      for (JsonNode item : wanted) {
        if (present.valueStream().noneMatch(candidate -> in(candidate, item))) {
          return false;
        }
      }
      return true;
    }
    if (wanted.isNumber() && present.isNumber()) {
      return wanted.decimalValue().compareTo(present.decimalValue()) == 0;
    }
    return wanted.equals(present);
  }
}

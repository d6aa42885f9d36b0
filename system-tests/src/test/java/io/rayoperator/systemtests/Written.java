package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a manifest with the object that the API server shows: it may add defaults, and must keep
 * everything.
 */
final class Written {

  private Written() {}

  /** The paths of all values that were written and are not shown so. */
  static List<String> missing(JsonNode written, JsonNode shown) {
    List<String> missing = new ArrayList<>();
    compare("", written, shown, missing);
    return missing;
  }

  private static void compare(String path, JsonNode written, JsonNode shown, List<String> missing) {
    if (written.isObject() && shown.isObject()) {
      for (Map.Entry<String, JsonNode> field : written.properties()) {
        compare(path + "/" + field.getKey(), field.getValue(), shown.path(field.getKey()), missing);
      }
    } else if (written.isArray() && shown.isArray() && written.size() == shown.size()) {
      for (int i = 0; i < written.size(); i++) {
        compare(path + "/" + i, written.get(i), shown.get(i), missing);
      }
    } else if (!written.equals(shown) && !(written.isNull() && shown.isMissingNode())) {
      missing.add(path + ": " + written + " is shown as " + shown);
    }
  }
}

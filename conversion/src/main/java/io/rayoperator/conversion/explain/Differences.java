package io.rayoperator.conversion.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds where two trees differ. */
final class Differences {
  private Differences() {}

  /** The smallest places that are not the same JSON value; none if the trees are the same. */
  static List<TreePath> between(JsonNode a, JsonNode b) {
    List<TreePath> places = new ArrayList<>();
    compare(TreePath.ROOT, a, b, places);
    return places;
  }

  private static void compare(TreePath place, JsonNode a, JsonNode b, List<TreePath> places) {
    if (a instanceof ObjectNode left && b instanceof ObjectNode right) {
      Set<String> names = new LinkedHashSet<>();
      left.fieldNames().forEachRemaining(names::add);
      right.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(place.field(name), left.path(name), right.path(name), places));
    } else if (a instanceof ArrayNode left
        && b instanceof ArrayNode right
        && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        compare(place.element(i), left.get(i), right.get(i), places);
      }
    } else if (!Trees.same(a, b)) {
      places.add(place);
    }
  }
}

package io.rayoperator.conversion.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Finds what a conversion says that the original does not. */
final class Additions {
  private final JsonNode original;
  private final List<Move> moves;
  private final List<Addition> found = new ArrayList<>();

  private Additions(JsonNode original, List<Move> moves) {
    this.original = original;
    this.moves = moves;
  }

  /** The largest parts of the result into which no field moved. */
  static List<Addition> in(JsonNode original, JsonNode result, List<Move> moves) {
    Additions additions = new Additions(original, moves);
    additions.look(TreePath.ROOT, result);
    return additions.found;
  }

  private void look(TreePath place, JsonNode value) {
    List<Move> here = moves.stream().filter(move -> move.targets().contains(place)).toList();
    if (place.equals(TreePath.ROOT) || isTargetInside(place)) {
      lookInside(place, value);
    } else if (here.isEmpty()) {
      found.add(new Addition(place, value));
    } else {
      lookAtMoved(place, value, here);
    }
  }

  private boolean isTargetInside(TreePath place) {
    return moves.stream().flatMap(move -> move.targets().stream()).anyMatch(place::isAbove);
  }

  private void lookInside(TreePath place, JsonNode value) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      look(place.field(field.getKey()), field.getValue());
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      look(place.element(i), value.get(i));
    }
  }

  /** Fields of a moved object, or elements of a moved list, that the original has not. */
  private void lookAtMoved(TreePath place, JsonNode value, List<Move> here) {
    List<JsonNode> sources =
        here.stream()
            .map(move -> move.field().in(original))
            .filter(source -> source.getNodeType() == value.getNodeType())
            .toList();
    if (sources.isEmpty()) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (sources.stream().noneMatch(source -> source.has(field.getKey()))) {
        found.add(new Addition(place.field(field.getKey()), field.getValue()));
      }
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      JsonNode element = value.get(i);
      if (sources.stream().noneMatch(source -> contains(source, element))) {
        found.add(new Addition(place.element(i), element));
      }
    }
  }

  private static boolean contains(JsonNode list, JsonNode element) {
    return StreamSupport.stream(list.spliterator(), false)
        .anyMatch(other -> Trees.same(other, element));
  }
}

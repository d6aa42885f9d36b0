package io.rayoperator.conversion.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.residual.ListIdentity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the fields of one spec go, by trying: the rows of the layout say where a field may
 * go; it went to those of these places that change when the field does.
 */
final class SpecMoves {
  private final List<Row> rows;
  private final UnaryOperator<ObjectNode> conversion;
  private final ListIdentity resultIdentity;

  /**
   * A row of the layout's table, in the direction of the conversion.
   *
   * @param becomes null if the table says nothing about this direction
   */
  private record Row(TreePath field, List<TreePath> targets, @Nullable String becomes) {}

  private SpecMoves(
      List<Row> rows, UnaryOperator<ObjectNode> conversion, ListIdentity resultIdentity) {
    this.rows = rows;
    this.conversion = conversion;
    this.resultIdentity = resultIdentity;
  }

  /** To v1. */
  static SpecMoves up(LayoutConverter rules, ObjectNode object) {
    List<Row> rows =
        rules.moves().stream()
            .map(
                move ->
                    new Row(
                        TreePath.parse(move.field()),
                        move.hubFields().stream().map(TreePath::parse).toList(),
                        move.becomes()))
            .toList();
    String name = Trees.text(object.get("metadata"), "name");
    return new SpecMoves(rows, spec -> rules.up(spec, name), ListIdentity.BY_KEY);
  }

  /** From v1 to a layout: the same rows, read backwards. */
  static SpecMoves down(LayoutConverter rules) {
    Map<String, List<TreePath>> targets = new LinkedHashMap<>();
    for (FieldMove move : rules.moves()) {
      for (String hubField : move.hubFields()) {
        targets
            .computeIfAbsent(hubField, any -> new ArrayList<>())
            .add(TreePath.parse(move.field()));
      }
    }
    List<Row> rows = new ArrayList<>();
    targets.forEach((field, fields) -> rows.add(new Row(TreePath.parse(field), fields, null)));
    return new SpecMoves(rows, rules::down, rules.shownIdentity());
  }

  /**
   * A row for each field of a spec, at the depth of the table.
   *
   * @param result what the conversion makes of the spec
   */
  List<Move> of(ObjectNode spec, ObjectNode result) {
    List<Move> moves = new ArrayList<>();
    look(TreePath.ROOT, spec, null, spec, result, moves);
    return moves;
  }

  private void look(
      TreePath place,
      JsonNode value,
      @Nullable Row around,
      ObjectNode spec,
      ObjectNode result,
      List<Move> moves) {
    Row own = rows.stream().filter(row -> row.field.matches(place)).findFirst().orElse(null);
    if (isAboveRows(place) && value.isContainerNode() && !value.isEmpty()) {
      Row nearest = own == null ? around : own;
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        look(place.field(field.getKey()), field.getValue(), nearest, spec, result, moves);
      }
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        look(place.element(i), value.get(i), nearest, spec, result, moves);
      }
      return;
    }
    moves.add(move(place, value, own == null ? unlisted(place, around) : own, spec, result));
  }

  /** Whether the table goes into more detail. */
  private boolean isAboveRows(TreePath place) {
    return rows.stream().anyMatch(row -> place.isAbove(row.field));
  }

  /** A field without a row: what is said about the object around it, or the same place. */
  private static Row unlisted(TreePath place, @Nullable Row around) {
    return around != null && around.targets.isEmpty()
        ? around
        : new Row(place, List.of(place), around == null ? null : "");
  }

  private Move move(TreePath place, JsonNode value, Row row, ObjectNode spec, ObjectNode result) {
    Set<TreePath> targets = new LinkedHashSet<>();
    for (JsonNode variant : variants(value)) {
      JsonNode other = place.changed(spec, before -> variant.isMissingNode() ? null : variant);
      ObjectNode otherResult = conversion.apply((ObjectNode) other);
      for (TreePath target : row.targets) {
        for (TreePath instance : target.placesIn(result)) {
          if (!Trees.same(instance.in(result), counterpart(instance, result, otherResult))) {
            targets.add(instance);
          }
        }
      }
    }
    return new Move(place, List.copyOf(targets), words(value, row, result, targets));
  }

  private static String words(JsonNode value, Row row, ObjectNode result, Set<TreePath> targets) {
    if (targets.isEmpty() || row.becomes != null) {
      return row.becomes == null ? "" : row.becomes;
    }
    boolean same = targets.stream().allMatch(target -> Trees.same(target.in(result), value));
    return same ? "" : "in the form of this layout";
  }

  /** Other values for a field; missing stands for its absence. */
  private static List<JsonNode> variants(JsonNode value) {
    List<JsonNode> variants = new ArrayList<>();
    variants.add(MissingNode.getInstance());
    if (value.isTextual()) {
      variants.add(TextNode.valueOf(value.textValue() + "x"));
    } else if (value.isNumber()) {
      variants.add(
          value.isIntegralNumber()
                  && value.canConvertToInt()
                  && value.intValue() < Integer.MAX_VALUE
              ? IntNode.valueOf(value.intValue() + 1)
              : DecimalNode.valueOf(value.decimalValue().add(BigDecimal.ONE)));
    } else if (value.isBoolean()) {
      variants.add(BooleanNode.valueOf(!value.booleanValue()));
    }
    return variants;
  }

  /** What stands in another result where {@code place} is in this one; groups go by their names. */
  private JsonNode counterpart(TreePath place, JsonNode result, JsonNode other) {
    JsonNode here = result;
    JsonNode there = other;
    String list = "";
    for (String step : place.steps()) {
      TreePath one = TreePath.ROOT.field(step);
      if (here instanceof ArrayNode mine && there instanceof ArrayNode theirs) {
        there = sameElement(list, mine, theirs, one);
      } else {
        there = one.in(there);
      }
      here = one.in(here);
      list = step;
    }
    return there;
  }

  private JsonNode sameElement(String list, ArrayNode mine, ArrayNode theirs, TreePath element) {
    List<String> names = resultIdentity.of(list, mine);
    List<String> otherNames = resultIdentity.of(list, theirs);
    if (names == null || otherNames == null) {
      return element.in(theirs);
    }
    for (int i = 0; i < mine.size(); i++) {
      if (TreePath.ROOT.element(i).equals(element)) {
        return theirs.path(otherNames.indexOf(names.get(i)));
      }
    }
    return element.in(theirs);
  }
}

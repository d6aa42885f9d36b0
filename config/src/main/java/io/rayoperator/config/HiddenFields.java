package io.rayoperator.config;

import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.layout.FieldMove;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of v1 that a layout has no place for: those that no row of its table leads to. They
 * travel in {@code conversion.ray.io/v1} while the object is shown in that layout.
 */
final class HiddenFields {

  private static final String FIRST_ELEMENT = "[0]";

  private final List<TreePath> shown;
  private final List<TreePath> hidden = new ArrayList<>();

  private HiddenFields(List<FieldMove> moves) {
    shown = moves.stream().flatMap(move -> move.hubFields().stream()).map(TreePath::parse).toList();
  }

  /**
   * The topmost fields that are not shown, below {@code spec}; {@code containers[1]} stands for all
   * elements but the first.
   *
   * @param hub schema of the v1 spec
   */
  static List<TreePath> of(List<FieldMove> moves, StructuralSchema hub) {
    HiddenFields fields = new HiddenFields(moves);
    fields.lookInside(TreePath.ROOT, hub);
    return fields.hidden;
  }

  private void look(TreePath place, StructuralSchema schema) {
    boolean detailed = shown.stream().anyMatch(place::isAbove);
    if (detailed) {
      lookInside(place, schema);
    } else if (shown.stream().noneMatch(target -> target.matches(place))) {
      hidden.add(place);
    }
  }

  private void lookInside(TreePath place, StructuralSchema schema) {
    schema.properties().forEach((name, field) -> look(place.field(name), field));
    if (schema.items() != null) {
      boolean firstOnly =
          shown.stream().filter(place::isAbove).allMatch(target -> isInFirst(place, target));
      if (firstOnly) {
        hidden.add(place.element(1));
      }
      lookInside(firstOnly ? place.element(0) : place.elements(), schema.items());
    }
  }

  private static boolean isInFirst(TreePath list, TreePath target) {
    return target.steps().get(list.steps().size()).equals(FIRST_ELEMENT);
  }
}

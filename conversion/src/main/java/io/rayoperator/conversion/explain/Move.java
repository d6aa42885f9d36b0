package io.rayoperator.conversion.explain;

import io.rayoperator.conversion.json.TreePath;
import java.util.List;

/**
 * Where a field of an object went.
 *
 * @param field below {@code spec}
 * @param targets below {@code spec} of the result; empty if it has no place there and travels in
 *     the residual
 * @param becomes what happened to the value; empty if it stayed as it was
 */
public record Move(TreePath field, List<TreePath> targets, String becomes) {
  public Move {
    targets = List.copyOf(targets);
  }
}

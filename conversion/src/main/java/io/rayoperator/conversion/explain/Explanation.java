package io.rayoperator.conversion.explain;

import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.residual.Edit;
import java.util.List;

/**
 * What a conversion does to one object.
 *
 * @param steps one; two if the layout of a v1alpha1 object changes, which goes through v1; none if
 *     the object has the desired form already
 * @param dropped what only the former layout could say, when the layout changes
 * @param differences where the object differs after the way there and back
 */
public record Explanation(List<Step> steps, List<Edit> dropped, List<TreePath> differences) {
  public Explanation {
    steps = List.copyOf(steps);
    dropped = List.copyOf(dropped);
    differences = List.copyOf(differences);
  }

  /** Whether converting back gives the object again, with nothing missing. */
  public boolean isLossless() {
    return dropped.isEmpty() && differences.isEmpty();
  }
}

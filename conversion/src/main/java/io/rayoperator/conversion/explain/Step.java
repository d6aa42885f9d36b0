package io.rayoperator.conversion.explain;

import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.residual.Edit;
import java.util.List;

/**
 * A conversion between two versions.
 *
 * @param to the version of the result
 * @param layout of the v1alpha1 side
 * @param moves every field of the original's spec
 * @param additions what the result says besides
 * @param broughtBack what the original carried in the annotation of the other side
 * @param carried what the result carries in its annotation, for the way back
 * @param omitted whether the result had to leave out what it should carry, for want of space
 */
public record Step(
    ApiVersion to,
    Layout layout,
    List<Move> moves,
    List<Addition> additions,
    List<Edit> broughtBack,
    List<Edit> carried,
    boolean omitted) {
  public Step {
    moves = List.copyOf(moves);
    additions = List.copyOf(additions);
    broughtBack = List.copyOf(broughtBack);
    carried = List.copyOf(carried);
  }
}

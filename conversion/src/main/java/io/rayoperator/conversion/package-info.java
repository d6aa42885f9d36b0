/**
 * Conversion between {@code ray.io/v1alpha1} and {@code ray.io/v1} of a RayCluster, on JSON trees.
 *
 * <p>Words: the <em>hub</em> is {@code v1}, the only stored version. A <em>spoke</em> is a {@code
 * v1alpha1} object. A <em>layout</em> is one of the four shapes that a v1alpha1 spec was published
 * in. A <em>residual</em> is what one side says and the other has no place for; it travels in an
 * annotation of the other side. <em>Up</em> is spoke to hub, <em>down</em> is hub to spoke.
 *
 * <p>Laws, each with a property test:
 *
 * <ol>
 *   <li>{@code down(up(a)) = a} for every v1alpha1 object of every layout, as JSON values: absent,
 *       null, {@code {}}, {@code []}, {@code ""} and {@code 0} stay apart, lists keep their order.
 *   <li>{@code up(down(b)) = b} for every v1 object, whatever layout it is shown in.
 *   <li>An edit of one view changes the other side exactly by what the edit means.
 *   <li>Total: any JSON object converts, never an exception.
 *   <li>Untouched: all metadata except annotations.
 *   <li>Stable: converting again changes nothing, annotations do not grow.
 *   <li>The laws hold also when the API server defaults and prunes what a conversion returned.
 * </ol>
 *
 * <p>Every function is pure. A result shares subtrees with its input (pod templates are never
 * copied): treat both as immutable.
 */
@NullMarked
package io.rayoperator.conversion;

import org.jspecify.annotations.NullMarked;

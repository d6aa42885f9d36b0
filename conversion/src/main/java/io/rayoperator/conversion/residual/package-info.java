/**
 * What one version says and the other has no place for: computed as the difference between an
 * object and its projection there and back, stored in an annotation, applied on the way back as far
 * as it still explains the object.
 *
 * <p>A residual is untrusted input: whoever may write the object may write the annotation. It can
 * therefore only do what its author could have done anyway (change spec and status of that view),
 * it is bounded in size, and what cannot be read is carried along untouched.
 */
@NullMarked
package io.rayoperator.conversion.residual;

import org.jspecify.annotations.NullMarked;

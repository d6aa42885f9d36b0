/**
 * What one version says and the other has no place for: computed as the difference between an
 * object and its projection there and back, stored in an annotation, applied on the way back as far
 * as it still explains the object.
 *
 * <p>A residual is untrusted input: whoever may write the object may write the annotation. It can
 * therefore only do what its author could have done anyway (change spec and status of that view,
 * never {@code apiVersion}, {@code kind} or {@code metadata}). What it brings into v1 is seen by
 * admission like any other field; what it shows in v1alpha1 is taken back by the residual of the
 * other direction as long as nobody edits it.
 *
 * <p>Rules at the limits:
 *
 * <ul>
 *   <li>A text decodes to at most 1.5 MiB (what etcd takes), 32 times its length, 200,000 tokens
 *       and 500 levels. What exceeds that, is damaged or is of a later format cannot be read: it
 *       has no effect and is carried along untouched.
 *   <li>Nothing is written that could not be read again, and nothing that makes the annotations of
 *       an object exceed 262,144 bytes, because the API server refuses a whole list for one such
 *       object. A residual for which there is no room is left out, with a mark in its place ({@link
 *       Residual#OMITTED}) if that fits.
 *   <li>Admission refuses an object with such a mark, one whose v1alpha1 view would have one, and
 *       one without room for a mark, so that nothing is lost in silence. It also refuses new
 *       residuals that cannot be read, and a layout that is changed without its residual.
 *   <li>Edits that no longer explain the object do nothing: the visible field wins.
 * </ul>
 */
@NullMarked
package io.rayoperator.conversion.residual;

import org.jspecify.annotations.NullMarked;

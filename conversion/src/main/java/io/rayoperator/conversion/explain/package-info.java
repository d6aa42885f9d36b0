/**
 * Says in terms of fields what a conversion did to one object: where each field went, what was
 * added, what travels in an annotation, and whether the way back gives the same object.
 */
@NullMarked
package io.rayoperator.conversion.explain;

import org.jspecify.annotations.NullMarked;

/** From what is wanted and what exists to what has to be done. The heart of the operator. */
@NullMarked
package io.rayoperator.operator.model.plan;

import org.jspecify.annotations.NullMarked;

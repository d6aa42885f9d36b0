/** Why pods are not ready, in terms of what a user can do about it. */
@NullMarked
package io.rayoperator.operator.model.diagnosis;

import org.jspecify.annotations.NullMarked;

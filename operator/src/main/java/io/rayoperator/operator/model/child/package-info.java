/** What all children but pods have in common: they are applied, and repaired when they drift. */
@NullMarked
package io.rayoperator.operator.model.child;

import org.jspecify.annotations.NullMarked;

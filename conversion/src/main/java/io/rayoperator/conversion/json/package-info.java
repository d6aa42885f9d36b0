/** Structural schemas and the few operations on JSON trees that conversion needs. */
@NullMarked
package io.rayoperator.conversion.json;

import org.jspecify.annotations.NullMarked;

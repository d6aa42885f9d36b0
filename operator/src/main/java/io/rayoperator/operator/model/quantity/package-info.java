/** Arithmetic on quantities with the notation that Go programs write (KubeRay contract D.2). */
@NullMarked
package io.rayoperator.operator.model.quantity;

import org.jspecify.annotations.NullMarked;

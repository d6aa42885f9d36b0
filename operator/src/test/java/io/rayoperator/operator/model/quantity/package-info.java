@NullMarked
package io.rayoperator.operator.model.quantity;

import org.jspecify.annotations.NullMarked;

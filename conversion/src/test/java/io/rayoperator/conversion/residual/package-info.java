@NullMarked
package io.rayoperator.conversion.residual;

import org.jspecify.annotations.NullMarked;

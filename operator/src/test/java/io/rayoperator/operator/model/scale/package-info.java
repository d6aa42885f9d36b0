@NullMarked
package io.rayoperator.operator.model.scale;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rayoperator.operator.model.status;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rayoperator.operator.model.names;

import org.jspecify.annotations.NullMarked;

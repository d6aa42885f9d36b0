@NullMarked
package io.rayoperator.operator.model.plan;

import org.jspecify.annotations.NullMarked;

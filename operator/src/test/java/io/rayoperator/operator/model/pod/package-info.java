@NullMarked
package io.rayoperator.operator.model.pod;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rayoperator.operator.kubernetes;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rayoperator.operator;

import org.jspecify.annotations.NullMarked;

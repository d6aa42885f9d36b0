@NullMarked
package io.rayoperator.operator.health;

import org.jspecify.annotations.NullMarked;

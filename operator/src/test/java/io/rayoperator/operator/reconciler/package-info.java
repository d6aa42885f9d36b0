@NullMarked
package io.rayoperator.operator.reconciler;

import org.jspecify.annotations.NullMarked;

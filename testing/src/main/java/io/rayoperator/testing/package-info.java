@NullMarked
package io.rayoperator.testing;

import org.jspecify.annotations.NullMarked;

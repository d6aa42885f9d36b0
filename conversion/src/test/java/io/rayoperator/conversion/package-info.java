@NullMarked
package io.rayoperator.conversion;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rayoperator.api.v1;

import org.jspecify.annotations.NullMarked;

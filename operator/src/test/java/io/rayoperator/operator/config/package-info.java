@NullMarked
package io.rayoperator.operator.config;

import org.jspecify.annotations.NullMarked;

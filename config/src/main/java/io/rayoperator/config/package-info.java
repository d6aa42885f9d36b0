@NullMarked
package io.rayoperator.config;

import org.jspecify.annotations.NullMarked;

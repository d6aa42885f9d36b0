@NullMarked
package io.rayoperator.benchmarks;

import org.jspecify.annotations.NullMarked;

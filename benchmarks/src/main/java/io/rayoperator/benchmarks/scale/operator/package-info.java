/** The operator that is measured: its process and its requests. */
@NullMarked
package io.rayoperator.benchmarks.scale.operator;

import org.jspecify.annotations.NullMarked;

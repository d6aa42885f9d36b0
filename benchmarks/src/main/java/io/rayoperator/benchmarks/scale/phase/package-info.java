/** What happens during a measurement, step by step. */
@NullMarked
package io.rayoperator.benchmarks.scale.phase;

import org.jspecify.annotations.NullMarked;

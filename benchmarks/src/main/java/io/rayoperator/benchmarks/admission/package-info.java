/** What admission and conversion add to the time of a write through a real API server. */
@NullMarked
package io.rayoperator.benchmarks.admission;

import org.jspecify.annotations.NullMarked;

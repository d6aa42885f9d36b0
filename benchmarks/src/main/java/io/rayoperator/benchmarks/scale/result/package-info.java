/** What came out, as it is written to JSON. Times are in seconds, memory is in bytes. */
@NullMarked
package io.rayoperator.benchmarks.scale.result;

import org.jspecify.annotations.NullMarked;

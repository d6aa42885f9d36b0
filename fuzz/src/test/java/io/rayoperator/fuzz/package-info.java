/**
 * Fuzz targets. Each takes any bytes and throws if a promise is broken. The build replays what is
 * under {@code src/test/corpus}; {@code dev/fuzz} runs the same methods guided by coverage.
 */
@NullMarked
package io.rayoperator.fuzz;

import org.jspecify.annotations.NullMarked;

/** A webhook server with little memory, and clients that do what they should not. */
@NullMarked
package io.rayoperator.benchmarks.stress;

import org.jspecify.annotations.NullMarked;

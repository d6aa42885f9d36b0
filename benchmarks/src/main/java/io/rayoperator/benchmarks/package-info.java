/** What the benchmarks have in common. Each has a package of its own. */
@NullMarked
package io.rayoperator.benchmarks;

import org.jspecify.annotations.NullMarked;

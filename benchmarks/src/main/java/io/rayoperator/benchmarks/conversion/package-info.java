/** What a conversion costs, in process: JMH. */
@NullMarked
package io.rayoperator.benchmarks.conversion;

import org.jspecify.annotations.NullMarked;

/** The RayClusters of the benchmark: made, changed and watched as users do. */
@NullMarked
package io.rayoperator.benchmarks.scale.cluster;

import org.jspecify.annotations.NullMarked;

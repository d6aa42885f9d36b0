/**
 * The scale benchmark: how long an operator takes to bring many RayClusters to ready, and what it
 * costs meanwhile.
 *
 * <p>Works with any RayCluster operator: it starts the command it is given, writes {@code
 * ray.io/v1} objects and reads {@code status.state}.
 */
@NullMarked
package io.rayoperator.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

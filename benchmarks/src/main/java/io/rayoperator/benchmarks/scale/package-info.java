/**
 * The scale benchmark: how long an operator takes to bring many RayClusters to where their users
 * want them, and what it costs.
 *
 * <p>Works with any RayCluster operator: it starts the command it is given, writes {@code
 * ray.io/v1} objects, and watches them and their pods.
 *
 * <p>{@code phase}: what is done, one class each; {@code cluster} and {@code operator}: those that
 * it is done to, and what is seen of them; {@code result}: what is kept; {@code report}: how it is
 * shown.
 */
@NullMarked
package io.rayoperator.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

/**
 * The controller of the Python operator's clusters ({@code cluster.ray.io/v1}). Each gets a {@code
 * ray.io/v1} RayCluster of the same name, which the rest of the operator runs, and a Deployment of
 * Ray's autoscaler; its status tells how they are.
 */
@NullMarked
package io.rayoperator.operator.legacy;

import org.jspecify.annotations.NullMarked;

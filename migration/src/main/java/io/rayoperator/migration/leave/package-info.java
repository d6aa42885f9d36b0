/**
 * Whether a live cluster of {@code cluster.ray.io/v1} can go on as one of {@code ray.io/v1} alone,
 * and whether it has: decided from what was read, without a client.
 */
@NullMarked
package io.rayoperator.migration.leave;

import org.jspecify.annotations.NullMarked;

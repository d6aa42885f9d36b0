/**
 * Moves a live cluster from KubeRay's definition of RayClusters to ours, and every stored object to
 * the storage version.
 *
 * <p>Order and safety are decided by {@link io.rayoperator.migration.Migration}; what is decided
 * from given facts is pure ({@code definition}, {@code survey}), what talks to the API server is in
 * {@code kubernetes}.
 */
@NullMarked
package io.rayoperator.migration;

import org.jspecify.annotations.NullMarked;

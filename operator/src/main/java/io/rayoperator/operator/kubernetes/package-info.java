/**
 * The only package that talks to the API server. What it offers is named after what happens to a
 * RayCluster, not after requests.
 */
@NullMarked
package io.rayoperator.operator.kubernetes;

import org.jspecify.annotations.NullMarked;

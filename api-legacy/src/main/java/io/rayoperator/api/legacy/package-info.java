/**
 * {@code cluster.ray.io/v1}, the API of the Python operator (Ray 1.2 to 1.13). The classes describe
 * its schema; {@code ray.io/v1} objects are made from it on JSON trees.
 */
@NullMarked
package io.rayoperator.api.legacy;

import org.jspecify.annotations.NullMarked;

/**
 * From the Python operator's clusters ({@code cluster.ray.io/v1}, Ray 1.2 to 1.13) to {@code
 * ray.io/v1}: pure functions of JSON trees. The operator makes the {@code ray.io/v1} object that it
 * runs from them, and {@code ray-operator convert} a manifest.
 */
@NullMarked
package io.rayoperator.legacy;

import org.jspecify.annotations.NullMarked;

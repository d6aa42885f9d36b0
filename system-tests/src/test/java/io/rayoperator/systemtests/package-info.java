/**
 * The whole product as its users run it: {@code bin/ray-operator webhook} and {@code
 * bin/ray-operator manager} as processes beside a real control plane with simulated nodes, driven
 * by kubectl.
 */
@NullMarked
package io.rayoperator.systemtests;

import org.jspecify.annotations.NullMarked;

/**
 * The layout of Ant Group's operator (ray-project/ray {@code deploy/ray-operator}, 2019 to 2020)
 * and its forks.
 */
@NullMarked
package io.rayoperator.conversion.layout.ant;

import org.jspecify.annotations.NullMarked;

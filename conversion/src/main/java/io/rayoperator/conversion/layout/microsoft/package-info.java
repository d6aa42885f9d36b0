/**
 * The layout of Microsoft's operator (ray-project/kuberay {@code msft-operator}, 2020 to 2021),
 * from which KubeRay's grew.
 */
@NullMarked
package io.rayoperator.conversion.layout.microsoft;

import org.jspecify.annotations.NullMarked;

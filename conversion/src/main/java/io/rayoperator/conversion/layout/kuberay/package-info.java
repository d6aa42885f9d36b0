/** KubeRay's layout: near-identity. */
@NullMarked
package io.rayoperator.conversion.layout.kuberay;

import org.jspecify.annotations.NullMarked;

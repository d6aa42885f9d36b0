/** How users reach the dashboard from outside of the Kubernetes cluster (KubeRay contract §4). */
@NullMarked
package io.rayoperator.operator.model.exposure;

import org.jspecify.annotations.NullMarked;

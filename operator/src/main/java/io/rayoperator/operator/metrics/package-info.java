/** Metrics under the names that KubeRay's dashboards and alerts use (KubeRay contract §14). */
@NullMarked
package io.rayoperator.operator.metrics;

import org.jspecify.annotations.NullMarked;

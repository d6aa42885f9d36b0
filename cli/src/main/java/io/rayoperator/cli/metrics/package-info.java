/**
 * Metrics for those whom the API server knows and allows: an HTTPS listener that asks it about
 * every token.
 *
 * <p>{@link io.rayoperator.cli.metrics.Access} says who may read; {@link
 * io.rayoperator.cli.metrics.KubernetesAccess} asks the API server, and is the only class with a
 * client. A {@link io.rayoperator.cli.metrics.MetricsSource} has the text: a registry of this
 * process, or another process of the pod.
 */
@NullMarked
package io.rayoperator.cli.metrics;

import org.jspecify.annotations.NullMarked;

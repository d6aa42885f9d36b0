/** The plain listener for the kubelet and Prometheus. */
@NullMarked
package io.rayoperator.webhook.health;

import org.jspecify.annotations.NullMarked;

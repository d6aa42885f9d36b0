/**
 * Test support: a real Kubernetes API server (and, when a test asks, scheduler, controllers and
 * simulated nodes) as a JUnit extension, with what a test needs to look behind it: etcd, kubectl,
 * the audit log, the logs of every process.
 *
 * <p>Start reading at {@link io.rayoperator.testing.ControlPlane}. This package knows nothing of
 * the operator or the webhook server: a test that needs one starts it and passes its {@link
 * io.rayoperator.testing.WebhookEndpoint}.
 */
@NullMarked
package io.rayoperator.testing;

import org.jspecify.annotations.NullMarked;

/**
 * What the webhook server counts and times. Every label has few possible values, whatever clients
 * send.
 */
@NullMarked
package io.rayoperator.webhook.metrics;

import org.jspecify.annotations.NullMarked;

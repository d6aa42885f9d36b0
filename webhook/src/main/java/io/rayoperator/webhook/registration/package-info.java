/**
 * What the API server is told about the webhooks: where they are, when to call them, whom to trust.
 */
@NullMarked
package io.rayoperator.webhook.registration;

import org.jspecify.annotations.NullMarked;

package io.rayoperator.migration.violating;

import io.rayoperator.webhook.WebhookServerConfig;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record UsesTheWebhookServer(WebhookServerConfig config) {}

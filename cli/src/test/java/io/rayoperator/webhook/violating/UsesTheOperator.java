package io.rayoperator.webhook.violating;

import io.rayoperator.operator.config.OperatorConfig;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record UsesTheOperator(OperatorConfig config) {}

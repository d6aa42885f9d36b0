package io.rayoperator.operator.violating;

import io.rayoperator.conversion.RayClusterConverter;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record UsesTheConverter(RayClusterConverter converter) {}

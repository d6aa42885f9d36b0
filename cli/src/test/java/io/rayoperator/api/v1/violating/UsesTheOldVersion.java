package io.rayoperator.api.v1.violating;

import io.rayoperator.api.v1alpha1.RayCluster;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record UsesTheOldVersion(RayCluster cluster) {}

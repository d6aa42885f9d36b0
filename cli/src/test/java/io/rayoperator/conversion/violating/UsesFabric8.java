package io.rayoperator.conversion.violating;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record UsesFabric8(GenericKubernetesResource resource) {}

package io.rayoperator.migration.survey.violating;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public record SendsARequest(KubernetesClient client) {}

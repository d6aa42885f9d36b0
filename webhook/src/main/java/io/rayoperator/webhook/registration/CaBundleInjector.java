package io.rayoperator.webhook.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.webhook.review.ReviewJson;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import java.io.IOException;

/**
 * Writes the CA bundle into webhook configurations and a CustomResourceDefinition that were
 * installed from manifests, and nothing else. Does what cert-manager's CA injector does where there
 * is no cert-manager.
 */
public final class CaBundleInjector implements TrustPublisher {

  private final KubernetesClient client;
  private final String mutatingConfiguration;
  private final String validatingConfiguration;

  /** Names the two webhook configurations; the name of the definition is known. */
  public CaBundleInjector(
      KubernetesClient client, String mutatingConfiguration, String validatingConfiguration) {
    this.client = client;
    this.mutatingConfiguration = mutatingConfiguration;
    this.validatingConfiguration = validatingConfiguration;
  }

  @Override
  public void publish(String caBundle) throws IOException {
    String encoded = WebhookRegistration.base64(caBundle);
    try {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(ApiGroup.RAY_CLUSTER_CRD)
          .patch(PatchContext.of(PatchType.JSON_MERGE), conversion(encoded).toString());
      client
          .admissionRegistration()
          .v1()
          .mutatingWebhookConfigurations()
          .withName(mutatingConfiguration)
          .edit(configuration -> with(encoded, configuration));
      client
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName(validatingConfiguration)
          .edit(configuration -> with(encoded, configuration));
    } catch (KubernetesClientException e) {
      throw new IOException("The CA bundle cannot be injected: " + e.getMessage(), e);
    }
  }

  private static ObjectNode conversion(String encoded) {
    ObjectNode patch = ReviewJson.MAPPER.createObjectNode();
    patch
        .putObject("spec")
        .putObject("conversion")
        .putObject("webhook")
        .putObject("clientConfig")
        .put("caBundle", encoded);
    return patch;
  }

  private static MutatingWebhookConfiguration with(
      String encoded, MutatingWebhookConfiguration configuration) {
    configuration.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(encoded));
    return configuration;
  }

  private static ValidatingWebhookConfiguration with(
      String encoded, ValidatingWebhookConfiguration configuration) {
    configuration.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(encoded));
    return configuration;
  }
}

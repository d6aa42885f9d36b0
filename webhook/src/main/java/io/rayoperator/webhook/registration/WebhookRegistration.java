package io.rayoperator.webhook.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.webhook.http.ReviewPaths;
import io.rayoperator.webhook.review.ReviewJson;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Tells an API server of webhooks at a URL: applies the webhook configurations of {@code
 * config/webhook}, and writes the conversion stanza of the CustomResourceDefinition, which must
 * exist. For a server that runs beside an API server: quickstart, tests, development.
 */
public final class WebhookRegistration implements TrustPublisher {

  private static final String MANIFEST = "admission.yaml";
  private static final String FIELD_MANAGER = "ray-operator-webhook";

  private final KubernetesClient client;
  private final URI base;

  /**
   * For a server at a URL.
   *
   * @param base such as {@code https://127.0.0.1:34567}
   */
  public WebhookRegistration(KubernetesClient client, URI base) {
    if (!"https".equals(base.getScheme())) {
      throw new IllegalArgumentException(
          "The API server calls webhooks over https only, not at " + base);
    }
    this.client = client;
    this.base = base;
  }

  /**
   * Registers all webhooks. It may be called again and again: the API server writes nothing that is
   * as it should be.
   *
   * @param caBundle the certificates (PEM) that the server's certificate is verified with
   */
  @Override
  public void publish(String caBundle) throws IOException {
    List<HasMetadata> configurations = configurations();
    configurations.forEach(configuration -> direct(configuration, caBundle));
    try {
      patchDefinition(conversion(caBundle).toString());
      for (HasMetadata configuration : configurations) {
        client
            .resource(configuration)
            .fieldManager(FIELD_MANAGER)
            .forceConflicts()
            .serverSideApply();
      }
    } catch (KubernetesClientException e) {
      throw new IOException("The webhooks cannot be registered: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the registration back. From then on, v1 alone is served without loss, and nothing is
   * checked but the schema.
   */
  public void remove() throws IOException {
    try {
      configurations().forEach(configuration -> client.resource(configuration).delete());
      patchDefinition("{\"spec\":{\"conversion\":{\"strategy\":\"None\",\"webhook\":null}}}");
    } catch (KubernetesClientException e) {
      throw new IOException(
          "The registration of the webhooks cannot be removed: " + e.getMessage(), e);
    }
  }

  private List<HasMetadata> configurations() throws IOException {
    try (InputStream manifest =
        Objects.requireNonNull(WebhookRegistration.class.getResourceAsStream(MANIFEST), MANIFEST)) {
      return client.load(manifest).items();
    }
  }

  private void direct(HasMetadata configuration, String caBundle) {
    switch (configuration) {
      case MutatingWebhookConfiguration mutating ->
          mutating
              .getWebhooks()
              .forEach(webhook -> webhook.setClientConfig(at(webhook.getClientConfig(), caBundle)));
      case ValidatingWebhookConfiguration validating ->
          validating
              .getWebhooks()
              .forEach(webhook -> webhook.setClientConfig(at(webhook.getClientConfig(), caBundle)));
      default -> throw new IllegalStateException(MANIFEST + " holds a " + configuration.getKind());
    }
  }

  private WebhookClientConfig at(WebhookClientConfig service, String caBundle) {
    return clientConfig(service.getService().getPath(), caBundle);
  }

  private WebhookClientConfig clientConfig(String path, String caBundle) {
    return new WebhookClientConfigBuilder()
        .withUrl(base.resolve(path).toString())
        .withCaBundle(base64(caBundle))
        .build();
  }

  private ObjectNode conversion(String caBundle) {
    ObjectNode patch = ReviewJson.MAPPER.createObjectNode();
    ObjectNode conversion = patch.putObject("spec").putObject("conversion");
    conversion.put("strategy", "Webhook");
    ObjectNode webhook = conversion.putObject("webhook");
    webhook.putArray("conversionReviewVersions").add("v1");
    ObjectNode clientConfig =
        ReviewJson.MAPPER.valueToTree(clientConfig(ReviewPaths.CONVERT, caBundle));
    clientConfig.putNull("service"); // of config/crd; the API server takes one of the two only
    webhook.set("clientConfig", clientConfig);
    return patch;
  }

  private void patchDefinition(String mergePatch) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(ApiGroup.RAY_CLUSTER_CRD)
        .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  static String base64(String caBundle) {
    return Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.US_ASCII));
  }
}

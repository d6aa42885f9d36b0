package io.rayoperator.migration.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the API server reaches the webhook server, and what it trusts it by.
 *
 * @param url without a path, if the server has one
 * @param service {@code namespace/name:port} in the cluster otherwise
 * @param caBundle as in a definition (base64), or the empty string
 * @param injectFrom the certificate whose CA cert-manager writes into the definition, if any
 */
public record WebhookAddress(
    @Nullable URI url, @Nullable Service service, String caBundle, @Nullable String injectFrom) {

  private static final String PATH = "/convert";
  private static final String INJECT = "cert-manager.io/inject-ca-from";
  private static final int DEFAULT_PORT = 443;

  /** A Service in the cluster. */
  public record Service(String namespace, String name, int port) {}

  /**
   * Reads it from the registration for admission: conversion is served by the same server, under
   * another path.
   *
   * @param registration a ValidatingWebhookConfiguration
   */
  public static Optional<WebhookAddress> ofRegistration(ObjectNode registration) {
    return registration.at("/webhooks/0/clientConfig") instanceof ObjectNode config
        ? Optional.of(of(config, registration))
        : Optional.empty();
  }

  /** Reads it from a definition that converts by webhook. */
  public static WebhookAddress of(Definition definition) {
    return of(
        (ObjectNode) definition.tree().at("/spec/conversion/webhook/clientConfig"),
        definition.tree());
  }

  private static WebhookAddress of(ObjectNode config, ObjectNode annotated) {
    JsonNode injected = annotated.path("metadata").path("annotations").get(INJECT);
    JsonNode service = config.path("service");
    return new WebhookAddress(
        config.hasNonNull("url") ? URI.create(config.get("url").asText()).resolve("/") : null,
        service.isObject()
            ? new Service(
                service.path("namespace").asText(),
                service.path("name").asText(),
                service.path("port").asInt(DEFAULT_PORT))
            : null,
        config.path("caBundle").asText(""),
        injected == null ? null : injected.asText());
  }

  /**
   * Whether it is known whom to trust. cert-manager takes a moment to say so. A server with a URL
   * may have a certificate that everybody trusts.
   */
  public boolean isTrusted() {
    return url != null || Base64.getMimeDecoder().decode(caBundle).length > 1;
  }

  /** Writes conversion by this server into a definition. */
  void writeInto(ObjectNode definition) {
    ObjectNode conversion = JsonNodeFactory.instance.objectNode().put("strategy", "Webhook");
    ObjectNode webhook = conversion.putObject("webhook");
    webhook.putArray("conversionReviewVersions").add("v1");
    ObjectNode config = webhook.putObject("clientConfig").put("caBundle", caBundle);
    if (url != null) {
      config.put("url", url.resolve(PATH).toString());
    } else if (service != null) {
      config
          .putObject("service")
          .put("namespace", service.namespace())
          .put("name", service.name())
          .put("port", service.port())
          .put("path", PATH);
    }
    ((ObjectNode) definition.get("spec")).set("conversion", conversion);
    if (injectFrom != null) {
      definition
          .withObjectProperty("metadata")
          .withObjectProperty("annotations")
          .put(INJECT, injectFrom);
    }
  }

  /** The path of conversion, on the server itself or through the API server's proxy. */
  public String path() {
    return service == null
        ? PATH
        : "/api/v1/namespaces/%s/services/https:%s:%d/proxy%s"
            .formatted(service.namespace(), service.name(), service.port(), PATH);
  }

  @Override
  public String toString() {
    return service == null
        ? String.valueOf(url)
        : "service %s/%s:%d".formatted(service.namespace(), service.name(), service.port());
  }
}

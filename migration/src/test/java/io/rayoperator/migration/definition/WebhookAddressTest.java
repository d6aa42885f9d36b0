package io.rayoperator.migration.definition;

import static io.rayoperator.migration.definition.TestDefinitions.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class WebhookAddressTest {

  @Test
  void serverInTheClusterIsReachedThroughTheApiServer() {
    WebhookAddress address =
        WebhookAddress.ofRegistration(
                tree(
                    "webhooks: [{clientConfig: {service: {namespace: n, name: s, path: /validate}}}]"))
            .orElseThrow();

    assertThat(address.path()).isEqualTo("/api/v1/namespaces/n/services/https:s:443/proxy/convert");
    assertThat(address).hasToString("service n/s:443");
    assertThat(address.isTrusted()).isFalse();
  }

  @Test
  void serverAtAUrlConvertsUnderAnotherPath() {
    WebhookAddress address =
        WebhookAddress.ofRegistration(
                tree(
                    "webhooks: [{clientConfig: {url: 'https://10.0.0.1:9443/validate', caBundle: Q0E=}}]"))
            .orElseThrow();

    assertThat(address.url()).isEqualTo(URI.create("https://10.0.0.1:9443/"));
    assertThat(address.path()).isEqualTo("/convert");
    assertThat(address.isTrusted()).isTrue();
  }

  @Test
  void lineBreakThatStandsForACaWhichIsStillToComeIsNone() {
    assertThat(
            WebhookAddress.ofRegistration(
                tree(
                    "webhooks: [{clientConfig: {service: {namespace: n, name: s}, caBundle: Cg==}}]")))
        .hasValueSatisfying(address -> assertThat(address.isTrusted()).isFalse());
    assertThat(WebhookAddress.ofRegistration(tree("webhooks: []"))).isEmpty();
  }
}

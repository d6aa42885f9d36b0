package io.rayoperator.testing;

import java.net.URI;

/**
 * Where the API server reaches a webhook server that runs beside it as a local process.
 *
 * @param url the server's base, such as {@code https://127.0.0.1:34567}, without a path
 * @param caBundle the certificates (PEM) that the API server verifies the webhook server's
 *     certificate with
 */
public record WebhookEndpoint(URI url, String caBundle) {

  public WebhookEndpoint {
    if (!"https".equals(url.getScheme()) || url.getPort() < 0) {
      throw new IllegalArgumentException(
          "The API server calls webhooks at https://HOST:PORT only, not at " + url);
    }
    if (!caBundle.contains("-----BEGIN CERTIFICATE-----")) {
      throw new IllegalArgumentException("The CA bundle holds no PEM certificate");
    }
  }

  URI path(String path) {
    return url.resolve(path);
  }
}

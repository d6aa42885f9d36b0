package io.rayoperator.webhook;

import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** A webhook server on this machine with its own certificates, and a client that trusts them. */
final class TestServer implements AutoCloseable {

  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);
  private static final int PARALLEL_REVIEWS = 2;

  private final WebhookServer server;
  private final HttpClient client;

  private TestServer(WebhookServer server, HttpClient client) {
    this.server = server;
    this.client = client;
  }

  static TestServer start(Path directory) throws IOException, GeneralSecurityException {
    SelfManagedCertificates certificates = certificates(directory);
    return start(local(certificates), certificates.caBundle(), HttpClient.Version.HTTP_2);
  }

  static TestServer start(WebhookServerConfig config, String caBundle, HttpClient.Version version)
      throws GeneralSecurityException {
    return new TestServer(WebhookServer.start(config), TrustingClient.of(caBundle, version));
  }

  static SelfManagedCertificates certificates(Path directory) {
    return SelfManagedCertificates.inDirectory(
        directory, ServingNames.local(), CertificatePolicy.USUAL, TrustPublisher.NONE);
  }

  static WebhookServerConfig local(SelfManagedCertificates certificates) {
    return WebhookServerConfig.serving(certificates)
        .withAddress(WebhookServerConfig.Address.LOCAL)
        .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
  }

  /** Small sizes, and patience with those that others wait for. */
  static WebhookServerConfig.Limits limits(int conversionBytes, int admissionBytes, long allBytes) {
    return new WebhookServerConfig.Limits(
        conversionBytes, admissionBytes, allBytes, LONGEST_REQUEST, PARALLEL_REVIEWS);
  }

  WebhookServer server() {
    return server;
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(request(path, body), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpClient client() {
    return client;
  }

  /** A page of the plain listener. */
  HttpResponse<String> health(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.healthPort() + path))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.WebhookEndpoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook server's memory has a limit, and many large reviews at the same time keep to it. */
@ControlPlane
class ManyLargeReviewsIT {

  private static final int REVIEWS = 200;
  private static final int MEGABYTE = 1_000_000;
  private static final int CONNECTIONS = 4;

  /**
   * The limit of the pod in config/webhook, whose heap has half of it, as here; the rest is code,
   * classes, threads and network buffers.
   */
  private static final long MOST_RESIDENT_BYTES = 512L << 20;

  @ParameterizedTest
  @ValueSource(ints = {MEGABYTE, 3 * MEGABYTE})
  void twoHundredReviewsAreAnsweredInBoundedMemory(
      int bytes, LocalControlPlane controlPlane, KubernetesClient client) throws Exception {
    try (Product product = Product.startWithoutOperator(controlPlane, client)) {
      HttpRequest request = request(product.webhooks(), bytes);
      List<HttpClient> connections = new ArrayList<>();
      SSLContext trust =
          Trust.in(product.webhooks().caBundle().getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(HttpClient.newBuilder().sslContext(trust).build());
        // So that the others use this connection: the client would open one for each.
        connections.get(i).send(request, HttpResponse.BodyHandlers.discarding());
      }
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < REVIEWS; i++) {
        answers.add(
            connections
                .get(i % CONNECTIONS)
                .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
      }
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(new String(answer.join().body(), StandardCharsets.UTF_8))
            .contains("\"status\":\"Success\"");
      }
      assertThat(peakResidentBytes(product.webhookProcess())).isLessThan(MOST_RESIDENT_BYTES);
      connections.forEach(HttpClient::close);
    }
  }

  /** One object with very many environment variables: its tree is far larger than its text. */
  private static HttpRequest request(WebhookEndpoint webhooks, int bytes) {
    StringBuilder env = new StringBuilder();
    for (int i = 0; env.length() < bytes; i++) {
      env.append(i == 0 ? "" : ",").append("{\"name\":\"V").append(i).append("\",\"value\":\"v\"}");
    }
    String review =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
         "request": {"uid": "u", "desiredAPIVersion": "ray.io/v1alpha1", "objects": [
           {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {"name": "a", "namespace": "default"},
            "spec": {"headGroupSpec": {"rayStartParams": {},
              "template": {"spec": {"containers": [{"name": "h", "image": "i", "env": [%s]}]}}}}}]}}
        """
            .formatted(env);
    return HttpRequest.newBuilder(webhooks.url().resolve("/convert"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(review))
        .build();
  }

  /** What Linux counts. */
  private static long peakResidentBytes(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}

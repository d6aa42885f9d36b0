package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String REVIEW =
      """
      {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
       "request": {"uid": "u-1", "desiredAPIVersion": "ray.io/v1",
         "objects": [{"apiVersion": "ray.io/v1alpha1", "kind": "RayCluster", "metadata": {"name": "a"},
           "spec": {"headGroupSpec": {"rayStartParams": {}, "template": {}}}}]}}
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void convertsOverTlsInBothVersionsOfHttp(HttpClient.Version version) throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    try (TestServer server =
        TestServer.start(TestServer.local(certificates), certificates.caBundle(), version)) {
      HttpResponse<String> response = server.post("/convert", REVIEW);
      JsonNode review = JSON.readTree(response.body());
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(review.at("/response/result/status").asText()).isEqualTo("Success");
      assertThat(review.at("/response/uid").asText()).isEqualTo("u-1");
      assertThat(review.at("/response/convertedObjects/0/apiVersion").asText())
          .isEqualTo("ray.io/v1");
    }
  }

  @Test
  void saysThatItIsAliveAndReadyAndShowsMetricsOnThePlainPort() throws Exception {
    try (TestServer server = TestServer.start(directory)) {
      server.post("/convert", REVIEW);
      assertThat(server.server().isReady()).isTrue();
      assertThat(server.health("/livez").statusCode()).isEqualTo(200);
      assertThat(server.health("/readyz").body()).isEqualTo("ok\n");
      assertThat(server.health("/metrics").body())
          .contains(
              "ray_operator_webhook_conversions_total{from=\"v1alpha1\",result=\"success\",to=\"v1\"} 1")
          .contains("ray_operator_webhook_certificate_not_after_seconds")
          .contains("\nprocess_cpu_seconds_total ", "\njvm_memory_used_bytes{");
      assertThat(server.health("/convert").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void answersWhatIsNoReviewWithAStatusThatSaysSo() throws Exception {
    try (TestServer server = TestServer.start(directory)) {
      HttpResponse<String> response = server.post("/convert", "{\"request\": {\"uid\": 1}}");
      JsonNode status = JSON.readTree(response.body());
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(status.path("kind").asText()).isEqualTo("Status");
      assertThat(status.path("message").asText())
          .isEqualTo("The body is not a ConversionReview: request.uid is missing");
      assertThat(JSON.readTree(server.post("/nowhere", "{}").body()).path("code").asInt())
          .isEqualTo(404);
    }
  }

  @Test
  void refusesBodiesAboveTheLimitAndGoesOnServing() throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    WebhookServerConfig config =
        TestServer.local(certificates).withLimits(TestServer.limits(2_000, 1_000, 1_000_000));
    try (TestServer server =
        TestServer.start(config, certificates.caBundle(), HttpClient.Version.HTTP_1_1)) {
      assertThat(server.post("/convert", " ".repeat(2_001)).statusCode()).isEqualTo(413);
      assertThat(server.post("/validate", " ".repeat(1_001)).statusCode()).isEqualTo(413);
      assertThat(server.post("/convert", REVIEW).statusCode()).isEqualTo(200);
    }
  }

  /** A hundred kilobytes of gzip may be a hundred megabytes. */
  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bodiesAreNotDecompressed(HttpClient.Version version) throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(REVIEW.getBytes(StandardCharsets.UTF_8));
    }
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    try (TestServer server =
        TestServer.start(TestServer.local(certificates), certificates.caBundle(), version)) {
      HttpRequest request =
          HttpRequest.newBuilder(server.request("/convert", "").uri())
              .header("Content-Type", "application/json")
              .header("Content-Encoding", "gzip")
              .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray()))
              .build();
      HttpResponse<String> response =
          server.client().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(JSON.readTree(response.body()).path("message").asText())
          .startsWith("The body is not a ConversionReview");
    }
  }

  @Test
  void severalServersRunInOneProcess() throws Exception {
    try (TestServer first = TestServer.start(directory.resolve("a"));
        TestServer second = TestServer.start(directory.resolve("b"))) {
      assertThat(first.post("/convert", REVIEW).statusCode()).isEqualTo(200);
      assertThat(second.post("/convert", REVIEW).statusCode()).isEqualTo(200);
      assertThat(first.server().port()).isNotEqualTo(second.server().port());
    }
  }
}

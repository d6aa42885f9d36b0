package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that change something, each once: whether to try again is for those to decide who
 * know what was asked. Keeps to the budget, and to leadership.
 */
final class ApiWriter {

  static final String JSON_TYPE = "application/json";
  static final String MERGE_PATCH_TYPE = "application/merge-patch+json";
  static final String APPLY_PATCH_TYPE = "application/apply-patch+yaml";

  /** The API server takes 100 requests at a time over one connection. */
  private static final int MAX_CONCURRENT_REQUESTS = 64;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final String server;
  private final ObjectMapper json;
  private final RequestBudget budget;
  private final Leadership leadership;
  private final RequestObserver observer;
  private final String host;
  private final Semaphore slots = new Semaphore(MAX_CONCURRENT_REQUESTS);

  ApiWriter(
      HttpClient http,
      String server,
      ObjectMapper json,
      RequestBudget budget,
      Leadership leadership,
      RequestObserver observer) {
    this.http = http;
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    this.json = json;
    this.budget = budget;
    this.leadership = leadership;
    this.observer = observer;
    this.host = ObservedRequests.host(URI.create(server));
  }

  CompletableFuture<ApiOutcome> post(String path, Object body) {
    return send("POST", path, JSON_TYPE, body);
  }

  CompletableFuture<ApiOutcome> patch(String path, String type, Object body) {
    return send("PATCH", path, type, body);
  }

  CompletableFuture<ApiOutcome> delete(String path, Object body) {
    return send("DELETE", path, JSON_TYPE, body);
  }

  CompletableFuture<ApiOutcome> get(String path) {
    return send("GET", path, JSON_TYPE, null);
  }

  private CompletableFuture<ApiOutcome> send(
      String method, String path, String type, @Nullable Object body) {
    HttpRequest request = request(method, path, type, body);
    try {
      observer.waited(method, host, budget.acquire());
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.completedFuture(
          ApiOutcome.Refused.withoutAsking("Interrupted", "the operator stops"));
    }
    // As late as possible: it may have taken long to get here.
    if (!leadership.mayWrite()) {
      slots.release();
      return CompletableFuture.completedFuture(
          ApiOutcome.Refused.withoutAsking("NotLeader", "this operator is no longer the leader"));
    }
    CompletableFuture<HttpResponse<byte[]>> sent;
    try {
      sent = http.sendAsync(request, byte[].class);
    } catch (RuntimeException e) {
      slots.release();
      return CompletableFuture.completedFuture(new ApiOutcome.Unknown(String.valueOf(e)));
    }
    return sent.whenComplete((response, failure) -> slots.release())
        .thenApply(this::outcome)
        .exceptionally(ApiWriter::outcome);
  }

  private HttpRequest request(String method, String path, String type, @Nullable Object body) {
    HttpRequest.Builder builder =
        http.newHttpRequestBuilder()
            .uri(URI.create(server + path))
            .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return builder
          .method(method, type, body == null ? null : json.writeValueAsString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object of the model that cannot be written", e);
    }
  }

  private ApiOutcome outcome(HttpResponse<byte[]> response) {
    int code = response.code();
    byte[] body = response.body() == null ? new byte[0] : response.body();
    if (HttpResponse.isSuccessful(code)) {
      return new ApiOutcome.Done(code, body);
    }
    JsonNode status = read(body);
    String message = status.path("message").asText("HTTP status " + code);
    return code < 500
        ? new ApiOutcome.Refused(
            code, status.path("reason").asText(""), namespaceTerminating(status), message)
        : new ApiOutcome.Unknown(message);
  }

  private static boolean namespaceTerminating(JsonNode status) {
    return status
        .path("details")
        .path("causes")
        .valueStream()
        .anyMatch(cause -> cause.path("reason").asText("").equals("NamespaceTerminating"));
  }

  private static ApiOutcome outcome(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return new ApiOutcome.Unknown(String.valueOf(cause));
  }

  private JsonNode read(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      // Proxies answer with text of their own.
      return MissingNode.getInstance();
    }
  }
}

package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and returns answers as JSON trees: what is stored is shown as it is, whatever any
 * model class knows.
 *
 * <p>Requests are repeated when the API server is busy or does not answer. That is safe with all
 * that are sent here: they read, change nothing, or hold a resource version.
 */
public final class ApiServer {

  static final String JSON_TYPE = "application/json";
  static final String MERGE_PATCH_TYPE = "application/merge-patch+json";
  static final String JSON_PATCH_TYPE = "application/json-patch+json";

  private static final int MAX_ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String server;
  private final ObjectMapper json = new ObjectMapper();

  /** Uses the connection of a client, which stays the caller's. */
  public ApiServer(KubernetesClient client) {
    this.http = client.getHttpClient();
    String url = client.getMasterUrl().toString();
    this.server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** What an answer should hold. */
  enum Detail {
    WHOLE(JSON_TYPE),
    METADATA(JSON_TYPE + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1"),
    METADATA_LIST(JSON_TYPE + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");

    private final String accept;

    Detail(String accept) {
      this.accept = accept;
    }
  }

  ObjectNode get(String path) throws IOException {
    return get(path, Detail.WHOLE);
  }

  ObjectNode get(String path, Detail detail) throws IOException {
    return send("GET", path, JSON_TYPE, null, detail);
  }

  /** The whole object; empty if there is none. */
  Optional<ObjectNode> find(String path) throws IOException {
    try {
      return Optional.of(get(path));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** With preconditions, so that it may be repeated. */
  ObjectNode delete(String path, JsonNode options) throws IOException {
    return send("DELETE", path, JSON_TYPE, options, Detail.WHOLE);
  }

  ObjectNode post(String path, JsonNode body) throws IOException {
    return send("POST", path, JSON_TYPE, body, Detail.WHOLE);
  }

  ObjectNode put(String path, JsonNode body) throws IOException {
    return send("PUT", path, JSON_TYPE, body, Detail.WHOLE);
  }

  ObjectNode patch(String path, String type, JsonNode body, Detail detail) throws IOException {
    return send("PATCH", path, type, body, detail);
  }

  private ObjectNode send(
      String method, String path, String type, @Nullable JsonNode body, Detail detail)
      throws IOException {
    HttpRequest request = request(method, path, type, body, detail);
    String name = method + " " + path;
    for (int attempt = 1; ; attempt++) {
      try {
        return sendOnce(name, request);
      } catch (ApiFailure failure) {
        if (!failure.isTransient() || attempt == MAX_ATTEMPTS) {
          throw failure;
        }
      }
      Pauses.sleep(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
    }
  }

  private HttpRequest request(
      String method, String path, String type, @Nullable JsonNode body, Detail detail) {
    return http.newHttpRequestBuilder()
        .uri(URI.create(server + path))
        .header("Accept", detail.accept)
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .method(method, type, body == null ? null : body.toString())
        .build();
  }

  private ObjectNode sendOnce(String name, HttpRequest request) throws IOException {
    HttpResponse<byte[]> response;
    try {
      response = http.sendAsync(request, byte[].class).get();
    } catch (ExecutionException e) {
      throw new ApiFailure(name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name + " was interrupted");
    }
    JsonNode answer = read(response.body());
    if (HttpResponse.isSuccessful(response.code()) && answer instanceof ObjectNode object) {
      return object;
    }
    throw new ApiFailure(name, response.code(), answer);
  }

  private JsonNode read(byte @Nullable [] body) throws IOException {
    try {
      JsonNode node = body == null ? null : json.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      // Proxies answer with text of their own.
      return MissingNode.getInstance();
    }
  }
}

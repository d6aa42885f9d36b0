package io.rayoperator.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests for the RayClusters of a namespace as they go over the wire. */
final class RawApi {

  static final String JSON = "application/json";
  static final String JSON_PATCH = "application/json-patch+json";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String APPLY_PATCH = "application/apply-patch+yaml";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final TestNamespace namespace;

  RawApi(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * What the API server answered.
   *
   * @param body missing if it is no JSON
   */
  record Answer(int status, JsonNode body) {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** The object that a successful request returned. */
    ObjectNode object() {
      if (!isSuccess() || !(body instanceof ObjectNode object)) {
        throw new AssertionError("should succeed, but it does not: " + this);
      }
      return object;
    }
  }

  /**
   * Reads an object or, if the name is empty, the list.
   *
   * @param rest what follows the name: a subresource, a query
   */
  Answer get(String version, String name, String rest) {
    return get(version, name, rest, JSON);
  }

  Answer get(String version, String name, String rest, String accept) {
    return send("GET", version, name + rest, accept, null, "");
  }

  /** What a watch tells until the API server ends it. */
  List<JsonNode> events(String version, String query) {
    String text = request("GET", version, query, JSON, null, "").body();
    try (MappingIterator<JsonNode> events = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      return events.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer create(ObjectNode object, String rest) {
    return send("POST", versionOf(object), rest, JSON, JSON, object.toString());
  }

  /** Replaces an object: it carries its version and its name. */
  Answer replace(ObjectNode object, String rest) {
    return send(
        "PUT",
        versionOf(object),
        object.at("/metadata/name").asText() + rest,
        JSON,
        JSON,
        object.toString());
  }

  Answer patch(String version, String name, String rest, String type, String patch) {
    return send("PATCH", version, name + rest, JSON, type, patch);
  }

  /** Deletes all that the query selects. */
  Answer deleteCollection(String version, String query) {
    return send(
        "DELETE",
        version,
        query,
        JSON,
        JSON,
        "{\"kind\": \"DeleteOptions\", \"apiVersion\": \"v1\"}");
  }

  private static String versionOf(ObjectNode object) {
    return object.path("apiVersion").asText().replace("ray.io/", "");
  }

  private Answer send(
      String method,
      String version,
      String rest,
      String accept,
      @Nullable String contentType,
      String body) {
    HttpResponse<String> response = request(method, version, rest, accept, contentType, body);
    return new Answer(response.code(), parse(response.body()));
  }

  private HttpResponse<String> request(
      String method,
      String version,
      String rest,
      String accept,
      @Nullable String contentType,
      String body) {
    String path = "/apis/ray.io/" + version + "/namespaces/" + namespace + "/rayclusters";
    String separator = rest.isEmpty() || rest.startsWith("?") ? "" : "/";
    HttpRequest.Builder request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString()).resolve(path + separator + rest))
            .header("Accept", accept);
    if (contentType != null) {
      request.method(method, contentType, body);
    }
    try {
      return client
          .getHttpClient()
          .sendAsync(request.build(), String.class)
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in a request", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " " + path + separator + rest, e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}

package io.rayoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what the API server really stored, through etcd's JSON gateway. */
public final class Etcd {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;

  Etcd(URI url) {
    this.url = url;
  }

  /** The stored value of a custom resource (JSON text); empty if there is none. */
  public Optional<String> customResource(
      String group, String plural, TestNamespace namespace, String name) {
    return Optional.ofNullable(
        range(keyOf(group, plural) + namespace.name() + "/" + name, false).values().stream()
            .findFirst()
            .orElse(null));
  }

  /** All stored custom resources of a kind: etcd's key to JSON text. */
  public Map<String, String> customResources(String group, String plural) {
    return range(keyOf(group, plural), true);
  }

  /**
   * Stores a custom resource as it is, past all validation: objects from a time with looser rules.
   *
   * @param json the whole object, as {@link #customResource} returns it
   */
  public void storeCustomResource(
      String group, String plural, TestNamespace namespace, String name, String json) {
    post(
        "/v3/kv/put",
        JSON.createObjectNode()
            .put("key", encode(keyOf(group, plural) + namespace.name() + "/" + name))
            .put("value", encode(json)));
  }

  private static String keyOf(String group, String plural) {
    return "/registry/" + group + "/" + plural + "/";
  }

  private Map<String, String> range(String key, boolean prefix) {
    ObjectNode request = JSON.createObjectNode().put("key", encode(key));
    if (prefix) {
      request.put("range_end", encode(key.substring(0, key.length() - 1) + "0")); // '0' follows '/'
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode pair : post("/v3/kv/range", request).path("kvs")) {
      values.put(decode(pair.path("key").asText()), decode(pair.path("value").asText()));
    }
    return values;
  }

  private JsonNode post(String path, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "etcd answers " + response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading etcd", e);
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}

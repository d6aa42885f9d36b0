package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.migration.kubernetes.ApiServer.Detail;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads RayClusters of all namespaces, a chunk at a time. */
public final class RayClusterObjects {

  private final ApiServer api;
  private final int chunkSize;

  public RayClusterObjects(ApiServer api, int chunkSize) {
    this.api = api;
    this.chunkSize = chunkSize;
  }

  /** Gets objects one after the other. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Looks at an object.
     *
     * @param total how many there are in all, as far as the API server says
     */
    void visit(ObjectNode object, long total) throws IOException;
  }

  /** Shows all objects, each once. */
  public void forEach(String version, Visitor visitor) throws IOException {
    forEach(version, Detail.WHOLE, visitor);
  }

  /** Shows the metadata of all objects, each once. */
  public void forEachMetadata(String version, Visitor visitor) throws IOException {
    forEach(version, Detail.METADATA_LIST, visitor);
  }

  /**
   * A list in chunks is consistent for some minutes only. When they are over, it goes on at the
   * same place of the present state, or begins again: nobody here needs all objects as of one
   * moment, but each object once.
   */
  private void forEach(String version, Detail detail, Visitor visitor) throws IOException {
    Set<String> seen = new HashSet<>();
    String continuation = "";
    do {
      ObjectNode page = page(version, detail, continuation);
      long total =
          seen.size()
              + page.path("items").size()
              + page.at("/metadata/remainingItemCount").asLong();
      for (ObjectNode item : items(page)) {
        if (seen.add(item.at("/metadata/uid").asText())) {
          visitor.visit(item, total);
        }
      }
      continuation = parameter(page.at("/metadata/continue").asText(""));
    } while (!continuation.isEmpty());
  }

  private ObjectNode page(String version, Detail detail, String continuation) throws IOException {
    String list = RayClusterPaths.all(version) + "?limit=" + chunkSize;
    try {
      return api.get(list + continuation, detail);
    } catch (ApiFailure failure) {
      if (!failure.isExpired() || continuation.isEmpty()) {
        throw failure;
      }
      return page(version, detail, parameter(failure.freshContinuation()));
    }
  }

  /** Some object's metadata; empty if there is no object. */
  public Optional<ObjectNode> any(String version) throws IOException {
    ObjectNode page = api.get(RayClusterPaths.all(version) + "?limit=1", Detail.METADATA_LIST);
    return items(page).stream().findFirst();
  }

  /** An object in a version; empty if it is gone. */
  public Optional<ObjectNode> read(String version, JsonNode object) throws IOException {
    try {
      return Optional.of(api.get(RayClusterPaths.one(version, object)));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static List<ObjectNode> items(ObjectNode page) {
    List<ObjectNode> items = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      if (item instanceof ObjectNode object) {
        items.add(object);
      }
    }
    return items;
  }

  private static String parameter(String continuation) {
    return continuation.isEmpty()
        ? ""
        : "&continue=" + URLEncoder.encode(continuation, StandardCharsets.UTF_8);
  }
}

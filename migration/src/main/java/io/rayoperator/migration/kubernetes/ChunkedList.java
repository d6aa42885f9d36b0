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
import java.util.Set;

/** Reads lists a chunk at a time. */
final class ChunkedList {

  private final ApiServer api;
  private final int chunkSize;

  ChunkedList(ApiServer api, int chunkSize) {
    this.api = api;
    this.chunkSize = chunkSize;
  }

  /**
   * Shows all objects of a collection, each once.
   *
   * <p>A list in chunks is consistent for some minutes only. When they are over, it goes on at the
   * same place of the present state, or begins again: nobody here needs all objects as of one
   * moment, but each object once.
   *
   * @param selector of labels; empty for all
   */
  void forEach(String collection, String selector, Detail detail, ObjectVisitor visitor)
      throws IOException {
    String list = collection + "?limit=" + chunkSize + parameter("labelSelector", selector);
    Set<String> seen = new HashSet<>();
    String continuation = "";
    do {
      ObjectNode page = page(list, detail, continuation);
      long total =
          seen.size()
              + page.path("items").size()
              + page.at("/metadata/remainingItemCount").asLong();
      for (ObjectNode item : items(page)) {
        if (seen.add(item.at("/metadata/uid").asText())) {
          visitor.visit(item, total);
        }
      }
      continuation = continuation(page.at("/metadata/continue").asText(""));
    } while (!continuation.isEmpty());
  }

  private ObjectNode page(String list, Detail detail, String continuation) throws IOException {
    try {
      return api.get(list + continuation, detail);
    } catch (ApiFailure failure) {
      if (!failure.isExpired() || continuation.isEmpty()) {
        throw failure;
      }
      return page(list, detail, continuation(failure.freshContinuation()));
    }
  }

  static List<ObjectNode> items(ObjectNode page) {
    List<ObjectNode> items = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      if (item instanceof ObjectNode object) {
        items.add(object);
      }
    }
    return items;
  }

  private static String continuation(String token) {
    return parameter("continue", token);
  }

  private static String parameter(String name, String value) {
    return value.isEmpty()
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

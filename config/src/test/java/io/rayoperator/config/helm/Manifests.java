package io.rayoperator.config.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rendered manifests, reduced to what the chart must have in common with the kustomize tree. */
final class Manifests {

  private static final List<String> OF_HELM =
      List.of(
          "helm.sh/chart",
          "helm.sh/resource-policy",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/version",
          "app.kubernetes.io/managed-by");

  private Manifests() {}

  /** The objects by kind and name. Labels that Helm or the chart sets are left out, and images. */
  static SortedMap<String, JsonNode> comparable(String text) {
    SortedMap<String, JsonNode> objects = new TreeMap<>();
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(text)) {
      for (JsonNode document : documents.readAll()) {
        if (document instanceof ObjectNode object) {
          reduce(object);
          reduceMetadata((ObjectNode) object.path("metadata"));
          objects.put(
              object.path("kind").asText() + " " + object.at("/metadata/name").asText(), object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  private static void reduce(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(OF_HELM);
      if (object.has("image") && object.has("args")) {
        object.remove(List.of("image", "imagePullPolicy"));
      }
    }
    node.forEach(Manifests::reduce);
  }

  private static void reduceMetadata(ObjectNode metadata) {
    if (metadata.path("labels") instanceof ObjectNode labels) {
      labels.remove(List.of("app.kubernetes.io/name", "app.kubernetes.io/component"));
    }
    for (String field : List.of("labels", "annotations")) {
      if (metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }
}

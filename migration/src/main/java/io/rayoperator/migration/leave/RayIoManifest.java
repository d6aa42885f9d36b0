package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.legacy.LegacyNames;
import java.util.Map;
import java.util.Set;

/**
 * A live cluster as a manifest for version control: applied to the cluster that it comes from, it
 * changes nothing. What the autoscaler decides is left out.
 */
public final class RayIoManifest {

  private static final Set<String> AUTOSCALERS = Set.of("replicas", "scaleStrategy");
  private static final Set<String> OTHER_LABELS = Set.of(LegacyNames.LEGACY_KEY);
  private static final Set<String> OTHER_ANNOTATIONS =
      Set.of(
          LegacyNames.TRANSLATION_ANNOTATION, "kubectl.kubernetes.io/last-applied-configuration");

  private RayIoManifest() {}

  /** Makes it of an object of {@code ray.io/v1}. */
  public static ObjectNode of(JsonNode rayCluster) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.set("apiVersion", rayCluster.path("apiVersion"));
    manifest.set("kind", rayCluster.path("kind"));
    ObjectNode metadata = manifest.putObject("metadata");
    metadata.set("name", rayCluster.at("/metadata/name"));
    metadata.set("namespace", rayCluster.at("/metadata/namespace"));
    keep(metadata, "labels", rayCluster.at("/metadata/labels"), OTHER_LABELS);
    keep(metadata, "annotations", rayCluster.at("/metadata/annotations"), OTHER_ANNOTATIONS);
    JsonNode spec = rayCluster.path("spec").deepCopy();
    for (JsonNode group : spec.path("workerGroupSpecs")) {
      if (group instanceof ObjectNode object) {
        object.remove(AUTOSCALERS);
      }
    }
    manifest.set("spec", spec);
    return manifest;
  }

  private static void keep(
      ObjectNode metadata, String field, JsonNode written, Set<String> others) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : written.properties()) {
      if (!others.contains(entry.getKey())) {
        kept.set(entry.getKey(), entry.getValue());
      }
    }
    if (!kept.isEmpty()) {
      metadata.set(field, kept);
    }
  }
}

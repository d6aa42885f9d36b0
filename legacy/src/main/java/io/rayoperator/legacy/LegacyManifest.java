package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A manifest that leaves {@code cluster.ray.io/v1} for good: the translation with the user's own
 * labels and annotations, and without what only the API server and tools wrote.
 *
 * <p>The autoscaler is then a container of the head pod, as for every cluster of {@code ray.io/v1}.
 */
public final class LegacyManifest {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private LegacyManifest() {}

  /** Converts the whole object. */
  public static Translation toRayIo(JsonNode legacy) {
    Translation translation = LegacyTranslator.translate(legacy, Map.of());
    if (translation instanceof Translation.Translated translated) {
      ObjectNode metadata = (ObjectNode) translated.object().path("metadata");
      keep(legacy.path("metadata").path("labels"), metadata, "labels");
      keep(legacy.path("metadata").path("annotations"), metadata, "annotations");
    }
    return translation;
  }

  private static void keep(JsonNode written, ObjectNode metadata, String field) {
    if (written.isEmpty()) {
      return;
    }
    ObjectNode target = Json.object(metadata, field);
    written
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (!key.equals(LAST_APPLIED) && !LegacyNames.isKopfs(key)) {
                target.putIfAbsent(key, entry.getValue());
              }
            });
  }
}

package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The annotations of an object, whatever its metadata looks like. */
public final class Annotations {
  /** What the API server allows: keys and values of all annotations together, in bytes. */
  public static final int MAX_TOTAL_BYTES = 256 * 1024;

  private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

  private Annotations() {}

  /** The value of an annotation; null if there is none. */
  public static @Nullable JsonNode get(ObjectNode object, String key) {
    ObjectNode annotations = Trees.object(object.get("metadata"), "annotations");
    return annotations == null ? null : annotations.get(key);
  }

  /**
   * The object with some annotations set or removed; the object itself if that changes nothing.
   * Metadata that is not an object cannot have annotations and stays as it is.
   *
   * @param changes value by key, null to remove
   * @param shape what remains when the last annotation goes
   */
  public static ObjectNode changed(
      ObjectNode object, Map<String, @Nullable JsonNode> changes, AnnotationShape shape) {
    JsonNode metadata = object.get("metadata");
    JsonNode annotations = metadata == null ? null : metadata.get("annotations");
    if (!isObjectOrNothing(metadata) || !isObjectOrNothing(annotations)) {
      return object;
    }
    ObjectNode changed =
        annotations instanceof ObjectNode existing
            ? Trees.copy(existing)
            : JsonNodeFactory.instance.objectNode();
    boolean different = false;
    for (Map.Entry<String, @Nullable JsonNode> change : changes.entrySet()) {
      JsonNode value = change.getValue();
      JsonNode before =
          value == null ? changed.remove(change.getKey()) : changed.replace(change.getKey(), value);
      different |= !Objects.equals(before, value);
    }
    if (!different) {
      return object;
    }
    ObjectNode result = Trees.copy(object);
    ObjectNode newMetadata =
        metadata instanceof ObjectNode existing
            ? Trees.copy(existing)
            : JsonNodeFactory.instance.objectNode();
    if (changed.isEmpty()) {
      shape.applyTo(result, newMetadata);
    } else {
      newMetadata.set("annotations", changed);
      result.set("metadata", newMetadata);
    }
    return result;
  }

  private static boolean isObjectOrNothing(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isObject();
  }

  /** How many bytes the annotations of an object other than {@code except} leave free. */
  static int freeBytes(ObjectNode object, String except) {
    ObjectNode annotations = Trees.object(object.get("metadata"), "annotations");
    int used = 0;
    if (annotations != null) {
      for (Map.Entry<String, JsonNode> entry : annotations.properties()) {
        if (!entry.getKey().equals(except)) {
          used += bytes(entry.getKey()) + bytes(entry.getValue().asText());
        }
      }
    }
    return MAX_TOTAL_BYTES - used;
  }

  static int bytes(String text) {
    int most = text.length() * MAX_UTF8_BYTES_PER_CHAR;
    return most < MAX_TOTAL_BYTES / 16 ? most : text.getBytes(StandardCharsets.UTF_8).length;
  }
}

package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
   * Metadata that is not an object cannot have annotations and stays as it is. A value for which
   * there is no room is not set: an object with too many annotations fails the whole review.
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
            : CompactNodes.INSTANCE.objectNode();
    boolean different = false;
    for (Map.Entry<String, @Nullable JsonNode> change : changes.entrySet()) {
      JsonNode value = change.getValue();
      JsonNode before = changed.get(change.getKey());
      if (Objects.equals(before, value)) {
        continue;
      }
      if (value == null) {
        changed.remove(change.getKey());
      } else if (hasRoom(changed.properties(), change.getKey(), value.asText())) {
        changed.set(change.getKey(), value);
      } else {
        continue;
      }
      different = true;
    }
    if (!different) {
      return object;
    }
    ObjectNode result = Trees.copy(object);
    ObjectNode newMetadata =
        metadata instanceof ObjectNode existing
            ? Trees.copy(existing)
            : CompactNodes.INSTANCE.objectNode();
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

  /** Whether an object may have an annotation of this value besides its other ones. */
  static boolean hasRoom(ObjectNode object, String key, String value) {
    ObjectNode annotations = Trees.object(object.get("metadata"), "annotations");
    return hasRoom(annotations == null ? Set.of() : annotations.properties(), key, value);
  }

  private static boolean hasRoom(
      Set<Map.Entry<String, JsonNode>> annotations, String key, String value) {
    long chars = (long) key.length() + value.length();
    for (Map.Entry<String, JsonNode> other : annotations) {
      if (!other.getKey().equals(key)) {
        chars += other.getKey().length() + other.getValue().asText().length();
      }
    }
    if (chars * MAX_UTF8_BYTES_PER_CHAR <= MAX_TOTAL_BYTES) {
      return true; // nearly always, and nothing had to be encoded
    }
    return bytes(annotations, key) + bytes(key) + bytes(value) <= MAX_TOTAL_BYTES;
  }

  /** How many bytes the annotations of an object other than these leave free. */
  public static long freeBytes(ObjectNode object, String... except) {
    ObjectNode annotations = Trees.object(object.get("metadata"), "annotations");
    return MAX_TOTAL_BYTES - (annotations == null ? 0 : bytes(annotations.properties(), except));
  }

  private static long bytes(Set<Map.Entry<String, JsonNode>> annotations, String... except) {
    List<String> excepted = List.of(except);
    return annotations.stream()
        .filter(entry -> !excepted.contains(entry.getKey()))
        .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue().asText()))
        .sum();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

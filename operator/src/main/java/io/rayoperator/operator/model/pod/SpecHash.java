package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hashes of parts of a spec. Trees that differ only in the order of keys, or in fields that are
 * empty instead of absent, have the same hash.
 */
public final class SpecHash {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final int LENGTH = 32;

  private SpecHash() {}

  /** A copy of a part of the spec, for removing what shall not count. */
  static ObjectNode tree(Object part) {
    return JSON.valueToTree(part);
  }

  static ObjectNode newTree() {
    return JSON.createObjectNode();
  }

  /** Kueue writes tolerations and scheduling gates into live objects; they do not count. */
  static void removeScheduling(JsonNode template) {
    if (template.path("spec") instanceof ObjectNode podSpec) {
      podSpec.remove("tolerations");
      podSpec.remove("schedulingGates");
    }
  }

  /** 32 characters out of {@code 0-9A-V}. */
  public static String of(JsonNode tree) {
    return base32(sha256(canonical(tree))).substring(0, LENGTH);
  }

  private static String canonical(JsonNode node) {
    try {
      return JSON.writeValueAsString(withoutEmpty(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /** Maps instead of object nodes, so that keys are sorted when written. */
  private static Object withoutEmpty(JsonNode node) {
    if (node instanceof ObjectNode fields) {
      Map<String, Object> kept = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        JsonNode value = field.getValue();
        if (value.isNull()) {
          continue;
        }
        Object child = withoutEmpty(value);
        if (!(child instanceof Map<?, ?> map && map.isEmpty())
            && !(value.isArray() && value.isEmpty())) {
          kept.put(field.getKey(), child);
        }
      }
      return kept;
    }
    if (node instanceof ArrayNode items) {
      return items.valueStream().map(SpecHash::withoutEmpty).toList();
    }
    return node;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String base32(byte[] bytes) {
    // A leading one keeps leading zeros.
    byte[] padded = new byte[bytes.length + 1];
    padded[0] = 1;
    System.arraycopy(bytes, 0, padded, 1, bytes.length);
    return new BigInteger(padded).toString(32).substring(1).toUpperCase(Locale.ROOT);
  }
}

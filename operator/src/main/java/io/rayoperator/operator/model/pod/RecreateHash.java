package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.RayClusterSpec;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash over what cannot change in a running cluster (KubeRay contract §7.1). Two specs that
 * differ only in what may change in place, in the order of keys, or in fields that are empty
 * instead of absent, have the same hash. It is not KubeRay's: see {@code OperatorVersion}.
 */
public final class RecreateHash {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final int LENGTH = 32;

  private RecreateHash() {}

  /** 32 characters out of {@code 0-9A-V}. */
  public static String of(RayClusterSpec spec) {
    ObjectNode tree = JSON.valueToTree(spec);
    tree.remove("upgradeStrategy");
    removeSchedulingOf(tree.path("headGroupSpec"));
    for (JsonNode group : tree.path("workerGroupSpecs")) {
      removeSchedulingOf(group);
      if (group instanceof ObjectNode fields) {
        fields.remove("replicas");
        fields.remove("minReplicas");
        fields.remove("maxReplicas");
      }
      if (group.path("scaleStrategy") instanceof ObjectNode scaleStrategy) {
        scaleStrategy.remove("workersToDelete");
      }
    }
    return base32(sha256(canonical(tree))).substring(0, LENGTH);
  }

  private static void removeSchedulingOf(JsonNode group) {
    // Kueue writes both into live objects.
    if (group.path("template").path("spec") instanceof ObjectNode podSpec) {
      podSpec.remove("tolerations");
      podSpec.remove("schedulingGates");
    }
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
      return items.valueStream().map(RecreateHash::withoutEmpty).toList();
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

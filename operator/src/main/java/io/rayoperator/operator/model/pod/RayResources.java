package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON object of custom resources that {@code ray start --resources} takes. */
final class RayResources {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final SortedMap<String, BigDecimal> amounts = new TreeMap<>();

  private RayResources() {}

  static RayResources none() {
    return new RayResources();
  }

  /**
   * Reads what a user wrote, with or without quotes around it; nothing written means no resources.
   *
   * @return empty if it is not a JSON object of numbers
   */
  static Optional<RayResources> parse(String text) {
    String json = withoutQuotes(text);
    RayResources resources = new RayResources();
    if (json.isEmpty()) {
      return Optional.of(resources);
    }
    JsonNode node = read(json);
    if (node == null || !node.isObject()) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isNumber()) {
        return Optional.empty();
      }
      resources.put(entry.getKey(), entry.getValue().decimalValue());
    }
    return Optional.of(resources);
  }

  boolean contains(String name) {
    return amounts.containsKey(name);
  }

  void put(String name, BigDecimal amount) {
    amounts.put(name, amount);
  }

  /** The object between single quotes, as a shell wants it, with its keys in order. */
  String quoted() {
    StringBuilder text = new StringBuilder("'{");
    amounts.forEach(
        (name, amount) -> {
          if (text.length() > 2) {
            text.append(',');
          }
          text.append(quotedString(name)).append(':').append(number(amount));
        });
    return text.append("}'").toString();
  }

  private static @Nullable JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String withoutQuotes(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && "'\"` ".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "'\"` ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  // Go, which KubeRay is written in, escapes these three in JSON strings (contract D.2).
  private static String quotedString(String name) {
    try {
      return JSON.writeValueAsString(name)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string that JSON cannot hold: " + name, e);
    }
  }

  private static String number(BigDecimal amount) {
    double value = amount.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}

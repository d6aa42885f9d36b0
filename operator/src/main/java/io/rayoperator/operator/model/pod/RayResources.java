package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rayoperator.api.v1.validation.ResourcesParameter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON object of custom resources that {@code ray start --resources} takes. */
final class RayResources {

  private static final JsonMapper JSON = new JsonMapper();

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
    String json = ResourcesParameter.withoutQuotes(text);
    return json.isEmpty()
        ? Optional.of(none())
        : ResourcesParameter.amounts(json).map(RayResources::of);
  }

  private static RayResources of(Map<String, BigDecimal> amounts) {
    RayResources resources = none();
    amounts.forEach(resources::put);
    return resources;
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

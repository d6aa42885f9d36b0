package io.rayoperator.operator.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which features are on: the defaults, changed by what the user chose. Immutable. */
public final class FeatureGates {

  private final Map<FeatureGate, Boolean> chosen;

  private FeatureGates(Map<FeatureGate, Boolean> chosen) {
    this.chosen = Collections.unmodifiableMap(chosen);
  }

  public static FeatureGates defaults() {
    return new FeatureGates(new EnumMap<>(FeatureGate.class));
  }

  /**
   * Reads {@code A=true,B=false}, as in {@code --feature-gates}; blank means the defaults.
   *
   * @throws IllegalArgumentException if a gate is unknown or a value is not {@code true} or {@code
   *     false}; the message names it
   */
  public static FeatureGates parse(String text) {
    FeatureGates gates = defaults();
    for (String item : text.split(",", -1)) {
      if (item.isBlank()) {
        continue;
      }
      int equals = item.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "feature gate \"" + item.strip() + "\": write it as name=true or name=false");
      }
      gates =
          gates.with(
              named(item.substring(0, equals).strip()),
              parseBoolean(item.strip(), item.substring(equals + 1).strip()));
    }
    return gates;
  }

  public FeatureGates with(FeatureGate gate, boolean enabled) {
    Map<FeatureGate, Boolean> copy = new EnumMap<>(FeatureGate.class);
    copy.putAll(chosen);
    copy.put(gate, enabled);
    return new FeatureGates(copy);
  }

  public boolean enabled(FeatureGate gate) {
    return chosen.getOrDefault(gate, gate.enabledByDefault());
  }

  private static FeatureGate named(String name) {
    return Arrays.stream(FeatureGate.values())
        .filter(gate -> gate.gateName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown feature gate \""
                        + name
                        + "\"; known: "
                        + Arrays.stream(FeatureGate.values())
                            .map(FeatureGate::gateName)
                            .collect(Collectors.joining(", "))));
  }

  private static boolean parseBoolean(String item, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "feature gate \"" + item + "\": the value is neither true nor false");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureGates that && chosen.equals(that.chosen);
  }

  @Override
  public int hashCode() {
    return chosen.hashCode();
  }

  @Override
  public String toString() {
    return chosen.entrySet().stream()
        .map(entry -> entry.getKey().gateName() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}

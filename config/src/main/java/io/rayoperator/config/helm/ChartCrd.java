package io.rayoperator.config.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/**
 * The definition as the Helm chart's template takes it. It is a template there because Helm's own
 * directory for definitions allows neither the conversion stanza nor upgrades.
 */
public final class ChartCrd {

  private ChartCrd() {}

  /**
   * The fields of the definition's spec, one a line, each as compact JSON: Helm keeps the chart and
   * what it rendered in a Secret, which may have 1 MiB.
   */
  public static String spec(JsonNode crd) {
    return crd.path("spec").properties().stream()
        .map(field -> field.getKey() + ": " + field.getValue() + "\n")
        .collect(Collectors.joining());
  }
}

package io.rayoperator.operator.model.autoscalerlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the autoscaler, or the manifest, changed in how many workers there shall be. */
public final class ReplicaChanges {

  private static final int MAX_NAME = 100;

  private ReplicaChanges() {}

  /**
   * One line for each type whose number changed.
   *
   * @param before replicas by type; types that come or go are no change
   */
  public static List<String> between(Map<String, Integer> before, Map<String, Integer> after) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(after)
        .forEach(
            (type, now) -> {
              Integer then = before.get(type);
              if (then != null && !then.equals(now)) {
                lines.add(text(type, then, now));
              }
            });
    return lines;
  }

  private static String text(String type, int before, int after) {
    String name = PlainText.of(type);
    return "Resizing "
        + name.substring(0, Math.min(MAX_NAME, name.length()))
        + " from "
        + before
        + " to "
        + after
        + " workers";
  }
}

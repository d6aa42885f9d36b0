package io.rayoperator.legacy;

import io.rayoperator.api.v1.RayLabels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of worker groups: those of their types where {@code ray.io/v1} allows them, else with
 * {@code -} for what it does not.
 */
final class GroupNames {

  private GroupNames() {}

  /** By the name of the type. */
  static Map<String, String> of(List<PodType> types) {
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>(Set.of(RayLabels.HEAD_GROUP));
    // Where to go on looking: thousands of like names must not take millions of steps.
    Map<String, Integer> next = new HashMap<>();
    for (PodType type : types) {
      String stem = LegacyNames.labelValue(type.name().replace('_', '-'));
      String name = stem;
      while (!taken.add(name)) {
        name = stem + "-" + next.merge(stem, 2, (last, ignored) -> last + 1);
      }
      names.put(type.name(), name);
    }
    return names;
  }
}

package io.rayoperator.legacy;

import io.rayoperator.api.v1.RayLabels;
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
    for (PodType type : types) {
      String stem = LegacyNames.labelValue(type.name().replace('_', '-'));
      String name = stem;
      for (int i = 2; !taken.add(name); i++) {
        name = stem + "-" + i;
      }
      names.put(type.name(), name);
    }
    return names;
  }
}

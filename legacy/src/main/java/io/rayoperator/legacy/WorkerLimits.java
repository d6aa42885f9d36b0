package io.rayoperator.legacy;

import java.util.HashMap;
import java.util.Map;

/**
 * How many workers each group may have now, so that all together stay within {@code maxWorkers}.
 * {@code ray.io/v1} has a limit for each group only, and Ray's autoscaler takes their sum for the
 * whole cluster's: where that is more than {@code maxWorkers}, what nobody uses yet is offered to
 * every group, and no longer once it is used.
 */
final class WorkerLimits {

  private WorkerLimits() {}

  /**
   * The most replicas of each group, by its name.
   *
   * @param names of groups, by the name of their type
   * @param replicas of groups as they are now
   */
  static Map<String, Integer> of(
      ClusterSpec spec, Map<String, String> names, Map<String, Integer> replicas) {
    Map<String, Integer> limits = new HashMap<>();
    int free = spec.maxWorkers();
    for (PodType type : spec.workerTypes()) {
      String name = names.getOrDefault(type.name(), type.name());
      int used = Bounds.clamp(replicas.getOrDefault(name, 0), type.minWorkers(), type.maxWorkers());
      // Who comes first in the list goes first when more is wanted than there may be.
      used = Math.max(type.minWorkers(), Math.min(used, Math.max(0, free)));
      limits.put(name, used);
      free -= used;
    }
    for (PodType type : spec.workerTypes()) {
      String name = names.getOrDefault(type.name(), type.name());
      int room = limits.getOrDefault(name, 0) + Math.max(0, free);
      limits.put(name, Math.min(type.maxWorkers(), room));
    }
    return limits;
  }
}

package io.rayoperator.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a manifest says and {@code ray.io/v1} cannot. */
final class Notices {

  /** Means the same in both: as many new nodes at a time as there are. */
  private static final double WITH_EQUAL = 1.0;

  private Notices() {}

  static List<String> of(ClusterSpec spec) {
    List<String> notices = new ArrayList<>();
    if (spec.capMatters()) {
      notices.add(
          "spec.maxWorkers: "
              + spec.maxWorkers()
              + " is less than all types may have together; ray.io/v1 has no such limit, the"
              + " annotation "
              + LegacyNames.MAX_WORKERS_ANNOTATION
              + " keeps it");
    }
    double speed = spec.upscalingSpeed();
    if (speed != WITH_EQUAL) {
      notices.add(
          "spec.upscalingSpeed: "
              + speed
              + " has no equal; the autoscaler's upscalingMode is "
              + (speed < WITH_EQUAL ? "Conservative, as with 1" : "Default, which is faster"));
    }
    for (String start :
        Stream.concat(spec.headStartCommands().stream(), spec.workerStartCommands().stream())
            .toList()) {
      if (start.contains("--autoscaling-config")) {
        notices.add(
            "spec.headStartRayCommands: --autoscaling-config is left out, its file was the Python"
                + " operator's");
      }
    }
    Map<String, String> names = GroupNames.of(spec.workerTypes());
    names.forEach(
        (type, group) -> {
          if (!type.equals(group)) {
            notices.add(
                "spec.podTypes: \"" + type + "\" is called \"" + group + "\" as a worker group");
          }
        });
    return notices;
  }
}

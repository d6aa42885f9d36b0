package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The spec of a cluster of the Python operator with its defaults.
 *
 * @param maxWorkers most workers of all types together
 * @param podTypes all types in their order
 */
record ClusterSpec(JsonNode tree, int maxWorkers, String headPodType, List<PodType> podTypes) {

  /** The Python operator's default file. */
  private static final int DEFAULT_MAX_WORKERS = 2;

  private static final double DEFAULT_UPSCALING_SPEED = 1.0;
  private static final int DEFAULT_IDLE_MINUTES = 5;
  private static final List<String> DEFAULT_HEAD_START =
      List.of(
          "ray stop",
          "ulimit -n 65536; ray start --head --port=6379 --no-monitor --dashboard-host 0.0.0.0");
  private static final List<String> DEFAULT_WORKER_START =
      List.of("ray stop", "ulimit -n 65536; ray start --address=$RAY_HEAD_IP:6379");

  static ClusterSpec of(JsonNode spec) {
    int maxWorkers = Math.max(0, Json.integer(spec, "maxWorkers").orElse(DEFAULT_MAX_WORKERS));
    String head = Json.text(spec, "headPodType");
    List<PodType> types = new ArrayList<>();
    for (JsonNode entry : Json.elements(spec, "podTypes")) {
      boolean isHead = Json.text(entry, "name").equals(head);
      types.add(PodType.of(types.size(), entry, isHead, maxWorkers));
    }
    return new ClusterSpec(spec, maxWorkers, head, List.copyOf(types));
  }

  /** The type of the head; empty if {@code headPodType} names none. */
  Optional<PodType> head() {
    return podTypes.stream().filter(type -> type.name().equals(headPodType)).findFirst();
  }

  /** Types that are worker groups: all but the head's, and the head's if it has workers. */
  List<PodType> workerTypes() {
    return podTypes.stream()
        .filter(type -> !type.name().equals(headPodType) || type.hasWorkers())
        .toList();
  }

  /** Whether types may have more workers together than the cluster. */
  boolean capMatters() {
    return workerTypes().stream().mapToLong(PodType::maxWorkers).sum() > maxWorkers;
  }

  double upscalingSpeed() {
    return Json.number(tree, "upscalingSpeed").orElse(DEFAULT_UPSCALING_SPEED);
  }

  /** As many as {@code ray.io/v1} can say, if it is more. */
  int idleTimeoutSeconds() {
    long minutes = Json.integer(tree, "idleTimeoutMinutes").orElse(DEFAULT_IDLE_MINUTES);
    return (int) Math.min(60 * Math.max(0, minutes), Integer.MAX_VALUE);
  }

  /** Run on the head before Ray starts. The old definition pruned these fields. */
  List<String> headSetupCommands() {
    return concat(commonSetup(), Json.texts(tree, "headSetupCommands"));
  }

  /** Run on workers before Ray starts, unless their type has commands of its own. */
  List<String> workerSetupCommands() {
    return concat(commonSetup(), Json.texts(tree, "workerSetupCommands"));
  }

  List<String> headStartCommands() {
    return orDefault(Json.texts(tree, "headStartRayCommands"), DEFAULT_HEAD_START);
  }

  List<String> workerStartCommands() {
    return orDefault(Json.texts(tree, "workerStartRayCommands"), DEFAULT_WORKER_START);
  }

  List<JsonNode> headServicePorts() {
    return Json.elements(tree, "headServicePorts");
  }

  /** The operator's code read the misspelt name. */
  private List<String> commonSetup() {
    return concat(Json.texts(tree, "setupCommands"), Json.texts(tree, "SetupCommands"));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<String> orDefault(List<String> lines, List<String> otherwise) {
    return lines.isEmpty() ? otherwise : lines;
  }
}

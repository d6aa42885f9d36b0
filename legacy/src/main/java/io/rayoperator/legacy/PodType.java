package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An entry of {@code podTypes}.
 *
 * @param index its place in the list
 * @param minWorkers fewest workers of the type; at most {@code maxWorkers}, which takes precedence
 * @param maxWorkers most workers of the type
 */
record PodType(int index, String name, int minWorkers, int maxWorkers, JsonNode tree) {

  /**
   * Reads an entry. Without {@code maxWorkers}, the head's type has no workers and another one as
   * many as the cluster (Ray 1.5 and later; Ray 1.2 had none of either).
   */
  static PodType of(int index, JsonNode tree, boolean head, int clusterMaxWorkers) {
    int max =
        Bounds.clamp(
            Json.integer(tree, "maxWorkers").orElse(head ? 0 : clusterMaxWorkers),
            0,
            clusterMaxWorkers);
    int min = Bounds.clamp(Json.integer(tree, "minWorkers").orElse(0), 0, max);
    return new PodType(index, Json.text(tree, "name"), min, max, tree);
  }

  /** Whether there can be workers of the type. */
  boolean hasWorkers() {
    return maxWorkers > 0;
  }

  String path() {
    return "spec.podTypes[" + index + "]";
  }

  JsonNode podConfig() {
    return tree.path("podConfig");
  }

  /** The container that runs Ray; missing if there is none. */
  JsonNode rayContainer() {
    JsonNode containers = podConfig().path("spec").path("containers");
    return containers.path(0) instanceof ObjectNode container
        ? container
        : MissingNode.getInstance();
  }

  /**
   * What is run on workers of the type before Ray starts. {@code workerSetupCommands} is the newer
   * name of {@code setupCommands} and wins; both replace the cluster's.
   */
  List<String> setupCommands(List<String> clusterSetup) {
    for (String field : List.of("workerSetupCommands", "setupCommands")) {
      if (tree.path(field).isArray()) {
        return Json.texts(tree, field);
      }
    }
    return clusterSetup;
  }
}

package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.RayClusterSpec;
import java.util.List;

/**
 * A hash over what cannot change in a running cluster (KubeRay contract §7.1). Two specs that
 * differ only in what may change in place have the same hash. It is not KubeRay's: see {@code
 * OperatorVersion}.
 */
public final class RecreateHash {

  /** KubeRay counts {@code suspend}: removing it after a resume recreates all pods once more. */
  private static final List<String> IN_PLACE =
      List.of("upgradeStrategy", "suspend", "idleSuspend", "idleTerminationOptions");

  private RecreateHash() {}

  /** 32 characters out of {@code 0-9A-V}. */
  public static String of(RayClusterSpec spec) {
    ObjectNode tree = SpecHash.tree(spec);
    IN_PLACE.forEach(tree::remove);
    SpecHash.removeScheduling(tree.path("headGroupSpec").path("template"));
    for (JsonNode group : tree.path("workerGroupSpecs")) {
      SpecHash.removeScheduling(group.path("template"));
      if (group instanceof ObjectNode fields) {
        fields.remove("replicas");
        fields.remove("minReplicas");
        fields.remove("maxReplicas");
        fields.remove("rollingUpdate");
      }
      if (group.path("scaleStrategy") instanceof ObjectNode scaleStrategy) {
        scaleStrategy.remove("workersToDelete");
      }
    }
    return SpecHash.of(tree);
  }
}

package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.RayClusterSpec;

/**
 * A hash over what cannot change in a running cluster (KubeRay contract §7.1). Two specs that
 * differ only in what may change in place have the same hash. It is not KubeRay's: see {@code
 * OperatorVersion}.
 */
public final class RecreateHash {

  private RecreateHash() {}

  /** 32 characters out of {@code 0-9A-V}. */
  public static String of(RayClusterSpec spec) {
    ObjectNode tree = SpecHash.tree(spec);
    tree.remove("upgradeStrategy");
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

package io.rayoperator.api.v1.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.api.v1.RayCluster;
import java.util.Map;

/** RayClusters for tests: a valid one, with changes written as YAML. */
final class Clusters {

  private static final ObjectMapper YAML = new YAMLMapper();

  private static final String VALID_GROUP =
      """
      groupName: workers
      replicas: 1
      minReplicas: 0
      maxReplicas: 5
      numOfHosts: 1
      template:
        spec:
          containers:
            - {name: ray-worker, image: "rayproject/ray:2.50.0"}
      """;

  private static final String VALID =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: demo, namespace: default}
      spec:
        rayVersion: 2.50.0
        headGroupSpec:
          rayStartParams: {}
          template:
            spec:
              containers:
                - {name: ray-head, image: "rayproject/ray:2.50.0"}
      """;

  private Clusters() {}

  /** A cluster that breaks no rule. */
  static RayCluster valid() {
    return changed("{}");
  }

  /**
   * The valid cluster with a merge patch. Worker groups in it need name only what differs from the
   * valid group, except their {@code groupName}.
   */
  static RayCluster changed(String yaml) {
    ModelBinding bound = ModelBinding.of(changedTree(yaml));
    if (!bound.misfits().isEmpty()) {
      throw new IllegalArgumentException(bound.misfits().toString());
    }
    return bound.cluster();
  }

  /** The valid cluster with a head pod that has these fields in its spec, in YAML's flow style. */
  static RayCluster withHeadPod(String fields) {
    return changed("spec: {headGroupSpec: {template: {spec: {" + fields + "}}}}");
  }

  /** The valid cluster with a Ray container of the head that has these fields, too. */
  static RayCluster withHeadContainer(String fields) {
    return withHeadPod("containers: [{name: ray-head, image: ray, " + fields + "}]");
  }

  /** As {@link #changed}, as JSON. */
  static ObjectNode changedTree(String yaml) {
    try {
      ObjectNode cluster = (ObjectNode) YAML.readTree(VALID);
      merge(cluster, YAML.readTree(yaml));
      completeGroups(cluster);
      return cluster;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  private static void completeGroups(ObjectNode cluster) throws JsonProcessingException {
    ObjectNode spec = cluster.withObject("/spec");
    if (!spec.has("workerGroupSpecs")) {
      spec.putArray("workerGroupSpecs").add(YAML.readTree(VALID_GROUP));
      return;
    }
    for (int i = 0; i < spec.path("workerGroupSpecs").size(); i++) {
      ObjectNode group = (ObjectNode) YAML.readTree(VALID_GROUP);
      group.remove("groupName");
      merge(group, spec.path("workerGroupSpecs").get(i));
      spec.withArray("workerGroupSpecs").set(i, group);
    }
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      JsonNode old = target.get(change.getKey());
      if (change.getValue().isNull()) {
        target.remove(change.getKey());
      } else if (old instanceof ObjectNode nested && change.getValue().isObject()) {
        merge(nested, change.getValue());
      } else {
        target.set(change.getKey(), change.getValue());
      }
    }
  }
}

package io.rayoperator.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** A RayCluster that breaks no rule, for the examples of rules to be merged into. */
final class ValidManifest {

  private static final ObjectMapper YAML = new YAMLMapper();

  private static final String GROUP =
      """
      replicas: 1
      maxReplicas: 5
      template:
        spec:
          containers:
            - {name: ray-worker, image: "rayproject/ray:2.50.0"}
      """;

  private static final String CLUSTER =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        rayVersion: 2.50.0
        headGroupSpec:
          template:
            spec:
              containers:
                - {name: ray-head, image: "rayproject/ray:2.50.0"}
        workerGroupSpecs:
          - groupName: workers
      """;

  private ValidManifest() {}

  /** With a merge patch. Its worker groups name only their groupName and what differs. */
  static ObjectNode changed(JsonNode change) {
    ObjectNode cluster = yaml(CLUSTER);
    merge(cluster, change);
    JsonNode groups = cluster.at("/spec/workerGroupSpecs");
    for (JsonNode group : groups) {
      ObjectNode complete = yaml(GROUP);
      merge(complete, group);
      ((ObjectNode) group).removeAll();
      ((ObjectNode) group).setAll(complete);
    }
    return cluster;
  }

  static void merge(ObjectNode target, JsonNode change) {
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      if (field.getValue().isNull()) {
        target.remove(field.getKey());
      } else if (target.get(field.getKey()) instanceof ObjectNode nested
          && field.getValue().isObject()) {
        merge(nested, field.getValue());
      } else {
        target.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

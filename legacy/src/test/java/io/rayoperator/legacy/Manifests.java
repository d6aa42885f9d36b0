package io.rayoperator.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;

/** Manifests of the Python operator as its users write them, in few lines. */
final class Manifests {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** A head, and two to three workers with custom resources. */
  static final String EXAMPLE =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata:
        name: example-cluster
        namespace: ray
      spec:
        maxWorkers: 3
        upscalingSpeed: 1.0
        idleTimeoutMinutes: 5
        headPodType: head-node
        podTypes:
        - name: head-node
          podConfig:
            metadata:
              generateName: ray-head-
            spec:
              restartPolicy: Never
              containers:
              - name: ray-node
                image: rayproject/ray:latest
                command: ["/bin/bash", "-c", "--"]
                args: ["trap : TERM INT; touch /tmp/raylogs; tail -f /tmp/raylogs"]
                resources:
                  requests: {cpu: 1000m, memory: 512Mi}
                  limits: {memory: 512Mi}
        - name: worker-nodes
          minWorkers: 2
          maxWorkers: 3
          rayResources: {"Custom1": 1, "is_spot": 1}
          setupCommands:
          - pip install numpy # Example
          podConfig:
            metadata:
              generateName: ray-worker-
              labels: {team: a}
            spec:
              restartPolicy: Never
              containers:
              - name: ray-node
                image: rayproject/ray:latest
                resources:
                  limits: {cpu: 1500m, memory: 1Gi, nvidia.com/gpu: 2}
        headStartRayCommands:
        - ray stop
        - ulimit -n 65536; ray start --head --port=6379 --dashboard-host 0.0.0.0
        workerStartRayCommands:
        - ray stop
        - ulimit -n 65536; ray start --address=$RAY_HEAD_IP:6379 &> /tmp/raylogs
      """;

  private Manifests() {}

  static ObjectNode example() {
    return parse(EXAMPLE);
  }

  static ObjectNode parse(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new AssertionError(yaml, e);
    }
  }

  static ObjectNode spec(ObjectNode manifest) {
    return (ObjectNode) manifest.get("spec");
  }

  static ObjectNode type(ObjectNode manifest, int index) {
    return (ObjectNode) manifest.at("/spec/podTypes/" + index);
  }

  /** The new object; fails if there is none. */
  static JsonNode translated(ObjectNode manifest) {
    Translation translation = LegacyTranslator.translate(manifest, Map.of());
    if (translation instanceof Translation.Translated done) {
      return done.object();
    }
    throw new AssertionError(translation);
  }
}

package io.rayoperator.migration.leave;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.legacy.LegacyTranslator;
import io.rayoperator.legacy.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster that can leave, until a test changes something of it. */
final class Facts {

  final ObjectNode legacy =
      yaml(
          """
          apiVersion: cluster.ray.io/v1
          kind: RayCluster
          metadata: {name: demo, namespace: ray, uid: legacy-1}
          spec:
            maxWorkers: 3
            headPodType: head
            podTypes:
            - name: head
              podConfig: {spec: {containers: [{name: ray, image: ray}]}}
            - name: workers
              minWorkers: 1
              maxWorkers: 3
              podConfig: {spec: {containers: [{name: ray, image: ray}]}}
          """);

  @Nullable ObjectNode rayCluster = rayCluster(legacy);

  final List<ObjectNode> pods =
      new ArrayList<>(
          List.of(
              yaml(
                  "metadata: {name: demo-ray-head-a, uid: p1, labels: {ray.io/node-type: head},"
                      + " ownerReferences: [{uid: ray-1}]}"),
              yaml(
                  "metadata: {name: demo-ray-worker-b, uid: p2, ownerReferences: [{uid: ray-1}]}")));

  @Nullable ObjectNode autoscaler =
      yaml("metadata: {name: demo-ray-autoscaler, uid: d1, ownerReferences: [{uid: ray-1}]}");

  @Nullable ObjectNode headService =
      yaml("metadata: {name: demo-ray-head, uid: s1, ownerReferences: [{uid: ray-1}]}");

  LegacyFacts facts() {
    return new LegacyFacts(legacy, rayCluster, pods, autoscaler, headService);
  }

  ObjectNode legacyMetadata() {
    return (ObjectNode) legacy.path("metadata");
  }

  ObjectNode rayMetadata() {
    if (rayCluster == null) {
      throw new AssertionError("there is none");
    }
    return (ObjectNode) rayCluster.path("metadata");
  }

  /** As after the garbage collector let it go. */
  Facts withoutOwner() {
    rayMetadata().remove("ownerReferences");
    return this;
  }

  /** What the operator makes of it, and the autoscaler of that. */
  private static ObjectNode rayCluster(ObjectNode legacy) {
    if (LegacyTranslator.translate(legacy, Map.of()) instanceof Translation.Translated done) {
      ObjectNode cluster = done.object();
      ObjectNode metadata = (ObjectNode) cluster.path("metadata");
      metadata.put("uid", "ray-1").put("resourceVersion", "7");
      metadata.putObject("labels").put("cluster.ray.io/legacy", "true").put("team", "a");
      metadata.withObject("/annotations").put("cluster.ray.io/translation", "abc");
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "cluster.ray.io/v1")
          .put("kind", "RayCluster")
          .put("uid", "legacy-1");
      ((ObjectNode) cluster.at("/spec/workerGroupSpecs/0")).put("replicas", 2);
      cluster.putObject("status").put("state", "ready");
      return cluster;
    }
    throw new AssertionError("was refused");
  }

  static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}

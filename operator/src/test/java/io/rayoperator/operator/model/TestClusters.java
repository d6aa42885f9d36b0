package io.rayoperator.operator.model;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import java.util.Map;

/** RayClusters for tests: a small valid one, and what tests write over it. */
public final class TestClusters {

  public static final String UID = "11111111-2222-3333-4444-555555555555";

  /** A head without anything special. */
  public static final String HEAD =
      """
      headGroupSpec:
        template:
          spec:
            containers:
            - name: ray-head
              image: rayproject/ray:2.52.0
      """;

  private TestClusters() {}

  public static ModelConfig config() {
    return OperatorConfig.builder().operatorVersion("test-operator").build().model();
  }

  /** The cluster {@code demo} in {@code default} with this spec, in YAML. */
  public static DesiredCluster cluster(String spec) {
    return cluster("demo", spec);
  }

  public static DesiredCluster cluster(String name, String spec) {
    return DesiredCluster.of(rayCluster(name, spec));
  }

  /** The same, written in an older layout. */
  public static DesiredCluster ofLayout(String layout, String spec) {
    return annotated(Map.of(RayAnnotations.CONVERSION_LAYOUT, layout), spec);
  }

  /** The same with annotations. */
  public static DesiredCluster annotated(Map<String, String> annotations, String spec) {
    RayCluster cluster = rayCluster("demo", spec);
    cluster.getMetadata().setAnnotations(annotations);
    return DesiredCluster.of(cluster);
  }

  /** The same with labels. */
  public static DesiredCluster labelled(Map<String, String> labels, String spec) {
    RayCluster cluster = rayCluster("demo", spec);
    cluster.getMetadata().setLabels(labels);
    return DesiredCluster.of(cluster);
  }

  /** The same after edits. */
  public static DesiredCluster ofGeneration(long generation, String spec) {
    RayCluster cluster = rayCluster("demo", spec);
    cluster.getMetadata().setGeneration(generation);
    return DesiredCluster.of(cluster);
  }

  /** A worker group, as an item of {@code workerGroupSpecs}. */
  public static String group(String name, String fields) {
    return """
        - groupName: %s
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.52.0
        %s"""
        .formatted(name, fields.indent(2));
  }

  /** A head and these groups. */
  public static String withGroups(String... groups) {
    return HEAD + "workerGroupSpecs:\n" + String.join("", groups);
  }

  public static RayCluster rayCluster(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata:
          name: %s
          namespace: default
          uid: %s
          generation: 1
        spec:
        %s"""
            .formatted(name, UID, spec.indent(2)),
        RayCluster.class);
  }
}

package io.rayoperator.migration.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Definitions for tests. */
public final class TestDefinitions {

  private TestDefinitions() {}

  /** KubeRay's, reduced to what tells it apart. */
  public static Definition kubeRay() {
    return definition(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: rayclusters.ray.io
          uid: 1-2-3
          resourceVersion: "77"
          generation: 4
          labels: {argocd.argoproj.io/instance: kuberay}
          annotations: {controller-gen.kubebuilder.io/version: v0.16.5, team: ml}
          managedFields:
          - {manager: helm, operation: Update, apiVersion: apiextensions.k8s.io/v1, time: "2023-01-01T00:00:00Z"}
          - {manager: argocd, operation: Apply, apiVersion: apiextensions.k8s.io/v1, time: "2024-01-01T00:00:00Z"}
          - {manager: kube-apiserver, operation: Update, subresource: status, time: "2025-01-01T00:00:00Z"}
        spec:
          group: ray.io
          scope: Namespaced
          names: {kind: RayCluster, listKind: RayClusterList, plural: rayclusters, singular: raycluster}
          conversion: {strategy: None}
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {properties: {spec: {properties: {headGroupSpec: {type: object}}}}}}}
          - {name: v1alpha1, served: true, storage: false, schema: {openAPIV3Schema: {properties: {spec: {properties: {headGroupSpec: {type: object}}}}}}}
        status: {storedVersions: [v1alpha1, v1]}
        """);
  }

  public static Definition definition(String yaml) {
    return new Definition(tree(yaml));
  }

  public static ObjectNode tree(String yaml) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.rayoperator.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Objects for tests, written as YAML. */
final class Manifests {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Of v1, with fields that no v1alpha1 layout has. */
  static final String HUB =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: demo, namespace: default}
      spec:
        managedBy: kueue.x-k8s.io/multikueue
        headGroupSpec: {rayStartParams: {}, template: {spec: {containers: [{name: head, image: i}]}}}
        workerGroupSpecs:
        - {groupName: gpu, replicas: 1, numOfHosts: 4, rayStartParams: {}, template: {spec: {containers: [{name: w, image: i}]}}}
        - {groupName: cpu, replicas: 2, numOfHosts: 1, rayStartParams: {}, template: {spec: {containers: [{name: w, image: i}]}}}
      """;

  /** Of Ant's layout, with fields that v1 has not. */
  static final String ANT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo, namespace: default}
      spec:
        clusterName: demo
        images: {defaultImage: rayproject/autoscaler}
        imagePullPolicy: Always
        extensions:
        - {groupName: w, type: worker, replicas: 1, command: ray start, labels: {"a.b/c~d": e}, idList: [x]}
        - {groupName: w, type: worker, size: 2, image: own}
        - {groupName: h, type: head, replicas: 1, command: ray start --head}
      """;

  private Manifests() {}

  static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }
}

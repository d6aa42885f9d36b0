package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The same small cluster, called "demo" with a worker group "cpu", in the layouts of v1alpha1. */
enum OldManifest {
  KUBERAY(
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata:
        name: demo
        labels: {team: one}
      spec:
        rayVersion: 2.9.0
        headGroupSpec:
          rayStartParams: {dashboard-host: 0.0.0.0}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.9.0
        workerGroupSpecs:
        - groupName: cpu
          replicas: 1
          minReplicas: 0
          maxReplicas: 5
          rayStartParams: {}
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.9.0
                env:
                - {name: COLOR, value: red}
      """,
      "/spec/workerGroupSpecs/0/replicas",
      "{\"spec\": {\"rayVersion\": \"2.10.0\"}}",
      "/spec/rayVersion",
      "\"2.10.0\""),

  ANT(
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata:
        name: demo
        labels: {team: one}
      spec:
        clusterName: never read
        images:
          defaultImage: rayproject/ray:2.9.0
        imagePullPolicy: Always
        extensions:
        - type: worker
          groupName: cpu
          replicas: 1
          command: ray start --block --address=$CLUSTER_NAME-head:6379
          headServiceSuffix: ray-operator.svc
          containerEnv:
          - {name: COLOR, value: red}
        - type: head
          groupName: head-group
          replicas: 1
          image: rayproject/ray:2.9.0-head
          command: ray start --head --block --port=6379
      """,
      "/spec/extensions/0/replicas",
      "{\"spec\": {\"images\": {\"defaultImage\": \"rayproject/ray:2.10.0\"}}}",
      "/spec/workerGroupSpecs/0/template/spec/containers/0/image",
      "\"rayproject/ray:2.10.0\""),

  BYTEDANCE(
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata:
        name: demo
        labels: {team: one}
      spec:
        rayVersion: 2.9.0
        headNodeSpec:
          params: {port: "6380"}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.9.0
                args: ["replaced by the old operator"]
        workerNodeSpec:
        - groupName: cpu
          replicas: 1
          minReplicas: 0
          maxReplicas: 5
          params: {redis-password: secret}
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.9.0
                env:
                - {name: COLOR, value: red}
      """,
      "/spec/workerNodeSpec/0/replicas",
      "{\"spec\": {\"headNodeSpec\": {\"serviceType\": \"LoadBalancer\"}}}",
      "/spec/headGroupSpec/serviceType",
      "\"LoadBalancer\""),

  MICROSOFT(
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata:
        name: demo
        labels: {team: one}
      spec:
        rayVersion: 2.9.0
        headService:
          metadata: {name: my-svc}
          spec:
            selector: {identifier: demo-head}
            ports:
            - {name: redis, protocol: TCP, port: 80, targetPort: 6379}
        headGroupSpec:
          replicas: 1
          rayStartParams: {}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.9.0
                command: [python]
                args: [/opt/code.py]
        workerGroupsSpec:
        - groupName: cpu
          replicas: 1
          minReplicas: 0
          maxReplicas: 5
          rayStartParams: {redis-password: secret}
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.9.0
                env:
                - {name: COLOR, value: red}
      """,
      "/spec/workerGroupsSpec/0/replicas",
      "{\"spec\": {\"headService\": {\"metadata\": {\"name\": \"other\"}}}}",
      "/spec/headGroupSpec/headService/metadata/name",
      "\"demo-other\"");

  private final String yaml;
  private final String replicas;
  private final String mergePatch;
  private final String mergePatchedPath;
  private final String mergePatchedValue;

  OldManifest(
      String yaml,
      String replicas,
      String mergePatch,
      String mergePatchedPath,
      String mergePatchedValue) {
    this.yaml = yaml;
    this.replicas = replicas;
    this.mergePatch = mergePatch;
    this.mergePatchedPath = mergePatchedPath;
    this.mergePatchedValue = mergePatchedValue;
  }

  String yaml() {
    return yaml;
  }

  /** The same with another name. */
  ObjectNode object(String name) {
    ObjectNode object = Serialization.unmarshal(yaml, ObjectNode.class);
    object.withObject("/metadata").put("name", name);
    return object;
  }

  /** JSON pointer of the worker group's replicas in this layout. */
  String replicas() {
    return replicas;
  }

  /** JSON pointer of the list of worker groups. */
  String groups() {
    return replicas.replace("/0/replicas", "");
  }

  /** JSON pointer of the worker group's environment variables. */
  String env() {
    return groups() + (this == ANT ? "/0/containerEnv" : "/0/template/spec/containers/0/env");
  }

  /** An edit of one thing that both versions can say. */
  String mergePatch() {
    return mergePatch;
  }

  /** JSON pointer in v1 of what the merge patch changes. */
  String mergePatchedPath() {
    return mergePatchedPath;
  }

  /** What the merge patch changes it to, as JSON. */
  String mergePatchedValue() {
    return mergePatchedValue;
  }
}

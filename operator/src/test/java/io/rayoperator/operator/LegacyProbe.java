package io.rayoperator.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.LegacyRayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One cluster of the Python operator on a real API server, as its users see it. */
final class LegacyProbe {

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  private LegacyProbe(KubernetesClient client, TestNamespace namespace, String name) {
    this.client = client;
    this.namespace = namespace.name();
    this.name = name;
  }

  /** Applies the example of Ray 1.13's guide in short, after a change. */
  static LegacyProbe create(
      KubernetesClient client,
      TestNamespace namespace,
      String name,
      Consumer<Map<String, Object>> change) {
    GenericKubernetesResource cluster = example(name);
    cluster.getMetadata().setNamespace(namespace.name());
    change.accept(spec(cluster));
    client.resource(cluster).create();
    return new LegacyProbe(client, namespace, name);
  }

  static LegacyProbe create(KubernetesClient client, TestNamespace namespace, String name) {
    return create(client, namespace, name, spec -> {});
  }

  static LegacyProbe existing(KubernetesClient client, TestNamespace namespace, String name) {
    return new LegacyProbe(client, namespace, name);
  }

  static GenericKubernetesResource example(String name) {
    return Serialization.unmarshal(
        """
        apiVersion: cluster.ray.io/v1
        kind: RayCluster
        metadata:
          name: %s
        spec:
          maxWorkers: 3
          headPodType: head-node
          podTypes:
          - name: head-node
            podConfig:
              apiVersion: v1
              kind: Pod
              metadata:
                generateName: ray-head-
              spec:
                restartPolicy: Never
                containers:
                - name: ray-node
                  image: rayproject/ray:latest
                  command: ["/bin/bash", "-c", "--"]
                  args: ["trap : TERM INT; sleep infinity & wait;"]
                  resources:
                    requests: {cpu: 1000m, memory: 512Mi}
                    limits: {memory: 512Mi}
          - name: worker-nodes
            minWorkers: 2
            maxWorkers: 3
            rayResources: {"Custom1": 1, "is_spot": 1}
            setupCommands:
            - pip install numpy
            podConfig:
              apiVersion: v1
              kind: Pod
              metadata:
                generateName: ray-worker-
              spec:
                restartPolicy: Never
                containers:
                - name: ray-node
                  image: rayproject/ray:latest
                  resources:
                    requests: {cpu: 1000m, memory: 512Mi}
                    limits: {memory: 512Mi}
        """
            .formatted(name),
        GenericKubernetesResource.class);
  }

  Resource<GenericKubernetesResource> resource() {
    return client
        .genericKubernetesResources(LegacyRayClusterApi.V1)
        .inNamespace(namespace)
        .withName(name);
  }

  /** Changes anything of it, again if somebody changed the object in between. */
  void edit(Consumer<GenericKubernetesResource> change) {
    resource()
        .edit(
            cluster -> {
              change.accept(cluster);
              return cluster;
            });
  }

  void editSpec(Consumer<Map<String, Object>> change) {
    edit(cluster -> change.accept(spec(cluster)));
  }

  /** A text of its status; empty if there is none. */
  String status(String field) {
    Object value = resource().get().<Object>get("status", field);
    return value == null ? "" : value.toString();
  }

  /** Its pods that are not going, the oldest first. */
  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("ray-cluster-name", name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  List<Pod> pods(String nodeType) {
    return pods().stream()
        .filter(pod -> nodeType.equals(pod.getMetadata().getLabels().get("ray-node-type")))
        .toList();
  }

  /** Names of its pods, by UID. */
  Map<String, String> uids(String nodeType) {
    return pods(nodeType).stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getUid(),
                pod -> pod.getMetadata().getName(),
                (one, other) -> one,
                TreeMap::new));
  }

  List<String> eventReasons() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> Objects.equals(name, event.getRegarding().getName()))
        .filter(event -> "cluster.ray.io/v1".equals(event.getRegarding().getApiVersion()))
        .map(event -> event.getReason())
        .toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> spec(GenericKubernetesResource cluster) {
    return (Map<String, Object>)
        Objects.requireNonNull(cluster.getAdditionalProperties().get("spec"));
  }

  /** An entry of podTypes. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> type(Map<String, Object> spec, int index) {
    return ((List<Map<String, Object>>) Objects.requireNonNull(spec.get("podTypes"))).get(index);
  }

  /** The Ray container of an entry of podTypes. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> container(Map<String, Object> spec, int index) {
    Map<String, Object> config =
        (Map<String, Object>) Objects.requireNonNull(type(spec, index).get("podConfig"));
    Map<String, Object> pod = (Map<String, Object>) Objects.requireNonNull(config.get("spec"));
    return ((List<Map<String, Object>>) Objects.requireNonNull(pod.get("containers"))).getFirst();
  }
}

package io.rayoperator.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/**
 * Stands in for Ray's autoscaler: sends the requests that it sends, in one version of the API, as
 * the service account that the operator made for it. What Ray would find out, the test says: which
 * resource is in demand, which workers are idle.
 */
final class ScriptedAutoscaler implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPLICA = "ray.io/worker-group-replica-name";

  private final KubernetesClient client;
  private final RawApi api;
  private final String namespace;
  private final String cluster;
  private final String version;

  /** The autoscaler of a cluster that speaks {@code v1} or {@code v1alpha1}. */
  ScriptedAutoscaler(
      LocalControlPlane controlPlane, TestNamespace namespace, String cluster, String version) {
    Config administrator = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(administrator)
                    .withImpersonateUsername("system:serviceaccount:" + namespace + ":" + cluster)
                    .build())
            .build();
    this.api = new RawApi(client, namespace);
    this.namespace = namespace.name();
    this.cluster = cluster;
    this.version = version;
  }

  /** The cluster as the autoscaler reads it. */
  ObjectNode read() {
    return api.get(version, cluster, "").object();
  }

  /**
   * One more replica of the first group that has a resource: {@code CPU}, {@code GPU}, own ones.
   */
  void serve(String resource) {
    for (JsonNode group : groups()) {
      if (has(group, resource) && replicas(group) < group.path("maxReplicas").asInt()) {
        scale(name(group), replicas(group) + 1);
        return;
      }
    }
    throw new AssertionError("no group can serve " + resource + ": " + groups());
  }

  /** As many replicas of a group. */
  void scale(String group, int replicas) {
    forgetDeleted(group);
    write(replace(group, "replicas", JsonNodeFactory.instance.numberNode(replicas)));
  }

  /** Lets idle workers go: names them, and lowers the number of replicas by theirs. */
  void release(String group, Collection<Pod> idle) {
    forgetDeleted(group);
    long replicas =
        idle.stream()
            .map(pod -> pod.getMetadata().getLabels().getOrDefault(REPLICA, name(pod)))
            .distinct()
            .count();
    write(
        replace(
            group,
            "replicas",
            JsonNodeFactory.instance.numberNode(replicas(group(group)) - (int) replicas)),
        replace(group, "scaleStrategy", workersToDelete(idle)));
  }

  /** Lets workers go until no group has more replicas than it may have. */
  void keepToMaxima() {
    for (JsonNode group : groups()) {
      List<String> replicas =
          workers(name(group)).stream()
              .map(pod -> pod.getMetadata().getLabels().getOrDefault(REPLICA, name(pod)))
              .distinct()
              .toList();
      int surplus = replicas(group) - group.path("maxReplicas").asInt();
      if (surplus > 0) {
        List<String> victims = replicas.subList(0, surplus);
        release(
            name(group),
            workers(name(group)).stream()
                .filter(
                    pod ->
                        victims.contains(
                            pod.getMetadata().getLabels().getOrDefault(REPLICA, name(pod))))
                .toList());
      }
    }
  }

  /** Workers of a group that are not on their way out. */
  List<Pod> workers(String group) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("ray.io/cluster", cluster)
        .list()
        .getItems()
        .stream()
        .filter(pod -> group.equals(pod.getMetadata().getLabels().get("ray.io/group")))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** Replicas of all groups together, as the spec says. */
  int replicas() {
    int sum = 0;
    for (JsonNode group : groups()) {
      sum += replicas(group);
    }
    return sum;
  }

  /** It looks whether the pods that it named are gone, and takes their names back. */
  private void forgetDeleted(String group) {
    JsonNode named = group(group).at("/scaleStrategy/workersToDelete");
    if (!named.isEmpty()) {
      write(replace(group, "scaleStrategy", workersToDelete(List.of())));
    }
  }

  private static ObjectNode workersToDelete(Collection<Pod> pods) {
    ObjectNode strategy = JsonNodeFactory.instance.objectNode();
    ArrayNode names = strategy.putArray("workersToDelete");
    pods.forEach(pod -> names.add(name(pod)));
    return strategy;
  }

  private ObjectNode replace(String group, String field, JsonNode value) {
    int index = 0;
    while (!name(groups().get(index)).equals(group)) {
      index++;
    }
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("op", "replace");
    operation.put("path", "/spec/workerGroupSpecs/" + index + "/" + field);
    operation.set("value", value);
    return operation;
  }

  private void write(ObjectNode... operations) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode().addAll(List.of(operations));
    api.patch(version, cluster, "", RawApi.JSON_PATCH, patch.toString()).object();
  }

  private ArrayNode groups() {
    return (ArrayNode) read().at("/spec/workerGroupSpecs");
  }

  private JsonNode group(String name) {
    return groups()
        .valueStream()
        .filter(group -> name(group).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String name(JsonNode group) {
    return group.path("groupName").asText();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static int replicas(JsonNode group) {
    return group.path("replicas").asInt();
  }

  /** Ray reads from the group's parameters what its nodes have. */
  private static boolean has(JsonNode group, String resource) {
    JsonNode params = group.path("rayStartParams");
    return switch (resource) {
      case "CPU" -> params.path("num-cpus").asInt() > 0;
      case "GPU" -> params.path("num-gpus").asInt() > 0;
      default -> custom(params.path("resources").asText()).path(resource).asInt() > 0;
    };
  }

  private static JsonNode custom(String resources) {
    try {
      return resources.isEmpty()
          ? JsonNodeFactory.instance.objectNode()
          : JSON.readTree(resources.substring(1, resources.length() - 1).replace("\\", ""));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

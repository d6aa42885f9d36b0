package io.rayoperator.systemtests.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * RayClusters as years of KubeRay leave them: created through both versions, by clients that send
 * nulls, with fields that only one version has, with mistakes that nobody refused.
 */
final class KubeRayObjects {

  private static final int WRITERS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Who writes the objects of a kind through which version, and what is special about them. */
  private enum Kind {
    PLAIN("v1", ""),
    OLD("v1alpha1", "headServiceAnnotations: {kept: 'yes'}"),
    V1_FIELDS("v1", "managedBy: ray.io/kuberay-operator\nupgradeStrategy: {type: None}"),
    NULLS("v1", "autoscalerOptions: {idleTimeoutSeconds: null, env: null, upscalingMode: Default}"),
    OLD_NULLS("v1alpha1", "enableInTreeAutoscaling: null\nsuspend: null"),
    INVALID("v1", "rayVersion: ''");

    private final String version;
    private final String special;

    Kind(String version, String special) {
      this.version = version;
      this.special = special;
    }
  }

  private final KubernetesClient client;
  private final TestNamespace namespace;

  KubeRayObjects(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Creates objects of all kinds in turn. */
  void create(int count) {
    inParallel(
        IntStream.range(0, count)
            .mapToObj(number -> (Callable<Object>) () -> create(number, kinds(number)))
            .toList());
  }

  /** Creates objects that v1alpha1 can say all of, all through v1alpha1. */
  void createOld(int count) {
    inParallel(
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    (Callable<Object>)
                        () -> create(number, number % 2 == 0 ? Kind.OLD : Kind.OLD_NULLS))
            .toList());
  }

  private static Kind kinds(int number) {
    return Kind.values()[number % Kind.values().length];
  }

  static String name(int number) {
    return "cluster-%05d".formatted(number);
  }

  private Object create(int number, Kind kind) throws IOException {
    String manifest =
        """
        apiVersion: ray.io/%s
        kind: RayCluster
        metadata:
          name: %s
          labels: {team: team-%d}
          annotations:
            example.com/note: 'written by hand'
        spec:
        %s
          headGroupSpec:
            rayStartParams: {dashboard-host: 0.0.0.0}
            template:
              spec:
                containers:
                - name: ray-head
                  image: rayproject/ray:2.52.0
                  env: []
                  resources: {limits: {cpu: 1, memory: 2Gi}, requests: {cpu: '1', memory: 2Gi}}
                  lifecycle: {preStop: {exec: {command: ["/bin/sh", "-c", "ray stop"]}}}
                  ports: [{containerPort: 6379, name: gcs}, {containerPort: 8265, name: dashboard}]
                volumes: [{name: logs, emptyDir: {}}]
          workerGroupSpecs:
          - groupName: cpu
            replicas: 1
            minReplicas: %d
            maxReplicas: 5
            rayStartParams: {}
            scaleStrategy: {workersToDelete: []}
            template:
              metadata: {labels: null}
              spec:
                containers:
                - {name: ray-worker, image: 'rayproject/ray:2.52.0', env: [{name: COLOR, value: red}]}
        """
            .formatted(
                kind.version,
                name(number),
                number % 7,
                kind.special.indent(2).stripTrailing(),
                kind == Kind.INVALID ? 9 : 0);
    JsonNode object = YAML.readTree(manifest);
    client.raw(path(kind.version), "POST", object);
    if (number % 3 == 0) {
      report(number);
    }
    return name(number);
  }

  /** As a client that nobody has touched for years: through v1alpha1. */
  private void report(int number) {
    client
        .genericKubernetesResources(RayClusterApi.V1ALPHA1)
        .inNamespace(namespace.name())
        .withName(name(number))
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"state\": \"ready\", \"observedGeneration\": 1, \"desiredWorkerReplicas\": 1}}");
  }

  private String path(String version) {
    return "/apis/ray.io/" + version + "/namespaces/" + namespace + "/rayclusters";
  }

  private static void inParallel(List<Callable<Object>> tasks) {
    try (ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Object> done : executor.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * All objects by name as a version shows them, without what any write changes (the resource
   * version and the managed fields), and without two defaults: KubeRay's definition shows
   * numOfHosts 1 and priority 0 where nothing is stored, ours shows nothing, which means the same.
   */
  Map<String, JsonNode> shown(String version) {
    Map<String, JsonNode> shown = new TreeMap<>();
    for (JsonNode item : json(client.raw(path(version))).path("items")) {
      for (JsonNode group : item.at("/spec/workerGroupSpecs")) {
        if (group.path("numOfHosts").asInt() == 1) {
          ((ObjectNode) group).remove("numOfHosts");
        }
        if (group.path("priority").asInt() == 0) {
          ((ObjectNode) group).remove("priority");
        }
      }
      shown.put(item.at("/metadata/name").asText(), content(item));
    }
    return shown;
  }

  /**
   * All objects by key exactly as they lie in etcd, but for the version and what any write changes.
   */
  static Map<String, JsonNode> storedObjects(Etcd etcd) {
    Map<String, JsonNode> stored = new TreeMap<>();
    etcd.customResources("ray.io", "rayclusters")
        .forEach((key, text) -> stored.put(key, content(json(text))));
    return stored;
  }

  private static JsonNode content(JsonNode object) {
    ((ObjectNode) object).remove("apiVersion");
    ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields"));
    return object;
  }

  /** The managers of each object's fields, with version and operation. */
  Map<String, List<String>> managers() {
    Map<String, List<String>> managers = new TreeMap<>();
    for (JsonNode item : json(client.raw(path("v1"))).path("items")) {
      List<String> entries = new ArrayList<>();
      for (JsonNode entry : item.at("/metadata/managedFields")) {
        entries.add(
            entry.path("manager").asText()
                + " "
                + entry.path("operation").asText()
                + " "
                + entry.path("apiVersion").asText());
      }
      managers.put(item.at("/metadata/name").asText(), entries);
    }
    return managers;
  }

  /** How many objects lie in etcd in which version. */
  static Map<String, Long> stored(Etcd etcd) {
    return etcd.customResources("ray.io", "rayclusters").values().stream()
        .collect(
            Collectors.groupingBy(
                json -> json(json).path("apiVersion").asText(),
                TreeMap::new,
                Collectors.counting()));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

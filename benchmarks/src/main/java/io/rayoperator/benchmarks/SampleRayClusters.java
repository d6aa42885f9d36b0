package io.rayoperator.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.layout.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RayClusters of any size in every layout, as an API server stores them: the same ones every time.
 * A larger one has more worker groups and more environment variables, and its pod templates say
 * more.
 */
public final class SampleRayClusters {

  /** From here on, pod templates have volumes, tolerations and affinity. */
  private static final int FULL_TEMPLATES_FROM_BYTES = 6_000;

  private static final int BYTES_PER_WORKER_GROUP = 8_000;

  private static final int LONGEST_VARIABLE_BYTES = 110;

  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();

  private SampleRayClusters() {}

  /**
   * An object of {@code ray.io/v1alpha1}.
   *
   * @param bytes its size as compact JSON; it has as many or slightly more
   */
  public static ObjectNode v1alpha1(Layout layout, int bytes) {
    boolean full = bytes >= FULL_TEMPLATES_FROM_BYTES;
    List<ObjectNode> pods = new ArrayList<>();
    pods.add(podTemplate("head", full));
    for (int i = 0; i <= bytes / BYTES_PER_WORKER_GROUP; i++) {
      pods.add(podTemplate("worker", full));
    }
    ObjectNode cluster = object();
    cluster.set("spec", spec(layout, pods));
    cluster.set("status", status());
    // What one variable adds differs a little from layout to layout: measured, not calculated.
    int count = 1;
    int missing = bytes - size(cluster);
    while (missing > 0) {
      int variables = Math.max(1, missing / LONGEST_VARIABLE_BYTES);
      for (int i = 0; i < variables; i++, count++) {
        env(pods.get(count % pods.size())).add(variable(count));
      }
      cluster.set("spec", spec(layout, pods));
      missing = bytes - size(cluster);
    }
    return cluster.deepCopy();
  }

  /**
   * An object of {@code ray.io/v1} that v1alpha1 shows in a layout: what {@link #v1alpha1} of it
   * becomes, with some of the fields that only v1 has.
   */
  public static ObjectNode v1(Layout layout, int bytes) {
    ObjectNode hub = CONVERTER.convert(v1alpha1(layout, bytes), ApiVersion.V1).deepCopy();
    ObjectNode spec = hub.withObject("/spec");
    spec.putObject("authOptions").put("mode", "token");
    spec.putObject("upgradeStrategy").put("type", "Recreate");
    if (hub.at("/spec/workerGroupSpecs/0") instanceof ObjectNode group) {
      group.put("numOfHosts", 2).put("idleTimeoutSeconds", 120);
    }
    hub.withObject("/status")
        .putArray("conditions")
        .addObject()
        .put("type", "HeadPodReady")
        .put("status", "True")
        .put("reason", "HeadPodRunningAndReady")
        .put("message", "")
        .put("lastTransitionTime", "2026-01-02T03:09:00Z");
    return hub;
  }

  private static int size(ObjectNode cluster) {
    return cluster.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static ObjectNode object() {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    cluster.put("apiVersion", ApiVersion.V1ALPHA1.groupVersion()).put("kind", "RayCluster");
    ObjectNode metadata = cluster.putObject("metadata");
    metadata
        .put("name", "training")
        .put("namespace", "team-a")
        .put("uid", "6c1f4a9e-0a52-4c0e-9d7b-0f5b3a5f9a11")
        .put("resourceVersion", "4711")
        .put("generation", 3)
        .put("creationTimestamp", "2026-01-02T03:04:05Z");
    metadata.putObject("labels").put("kueue.x-k8s.io/queue-name", "default");
    ObjectNode manager = metadata.putArray("managedFields").addObject();
    manager.put("manager", "kubectl").put("operation", "Apply").put("fieldsType", "FieldsV1");
    manager.putObject("fieldsV1").putObject("f:metadata").putObject("f:labels").putObject(".");
    return cluster;
  }

  private static ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status
        .put("state", "ready")
        .put("desiredWorkerReplicas", 2)
        .put("availableWorkerReplicas", 2)
        .put("lastUpdateTime", "2026-01-02T03:09:00Z")
        .put("observedGeneration", 3);
    status
        .putObject("head")
        .put("podIP", "10.1.2.3")
        .put("serviceIP", "10.96.1.2")
        .put("podName", "training-head")
        .put("serviceName", "training-head-svc");
    return status;
  }

  private static ObjectNode podTemplate(String role, boolean full) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.putObject("metadata").putObject("labels").put("team", "a").put("role", role);
    ObjectNode pod = template.putObject("spec");
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", role).put("image", "rayproject/ray:2.52.0");
    ObjectNode resources = container.putObject("resources");
    resources.putObject("limits").put("cpu", "4").put("memory", "16Gi");
    resources.putObject("requests").put("cpu", "4").put("memory", "16Gi");
    container.putArray("env").add(variable(0));
    container
        .putArray("ports")
        .addObject()
        .put("containerPort", 8080)
        .put("name", "metrics")
        .put("protocol", "TCP");
    if (full) {
      complete(pod, container);
    }
    return template;
  }

  private static void complete(ObjectNode pod, ObjectNode container) {
    pod.put("serviceAccountName", "ray");
    pod.putObject("nodeSelector").put("example.com/pool", "ray");
    pod.putArray("tolerations")
        .addObject()
        .put("key", "nvidia.com/gpu")
        .put("operator", "Exists")
        .put("effect", "NoSchedule");
    ArrayNode terms =
        pod.putObject("affinity")
            .putObject("nodeAffinity")
            .putObject("requiredDuringSchedulingIgnoredDuringExecution")
            .putArray("nodeSelectorTerms");
    terms
        .addObject()
        .putArray("matchExpressions")
        .addObject()
        .put("key", "topology.kubernetes.io/zone")
        .put("operator", "In")
        .putArray("values")
        .add("eu-1-a")
        .add("eu-1-b");
    ArrayNode volumes = pod.putArray("volumes");
    volumes.addObject().put("name", "logs").putObject("emptyDir");
    volumes
        .addObject()
        .put("name", "data")
        .putObject("persistentVolumeClaim")
        .put("claimName", "shared-data");
    volumes.addObject().put("name", "config").putObject("configMap").put("name", "ray-config");
    ArrayNode mounts = container.putArray("volumeMounts");
    mounts.addObject().put("name", "logs").put("mountPath", "/tmp/ray");
    mounts.addObject().put("name", "data").put("mountPath", "/data");
    mounts.addObject().put("name", "config").put("mountPath", "/etc/ray").put("readOnly", true);
  }

  /** Most variables are plain, every eighth refers to something. */
  private static ObjectNode variable(int i) {
    ObjectNode variable = JsonNodeFactory.instance.objectNode().put("name", "SETTING_" + i);
    if (i % 8 == 7) {
      variable
          .putObject("valueFrom")
          .putObject("secretKeyRef")
          .put("name", "ray-secrets")
          .put("key", "setting-" + i);
    } else {
      variable.put("value", "value-of-setting-" + i);
    }
    return variable;
  }

  private static ObjectNode container(ObjectNode template) {
    return (ObjectNode) template.at("/spec/containers/0");
  }

  private static ArrayNode env(ObjectNode template) {
    return (ArrayNode) container(template).get("env");
  }

  private static ObjectNode spec(Layout layout, List<ObjectNode> pods) {
    return switch (layout) {
      case ANT -> ant(pods);
      case BYTEDANCE ->
          templates(pods, "headNodeSpec", "workerNodeSpec", "params").put("rayVersion", "1.3.0");
      case MICROSOFT -> microsoft(pods);
      case KUBERAY ->
          templates(pods, "headGroupSpec", "workerGroupSpecs", "rayStartParams")
              .put("rayVersion", "2.52.0");
    };
  }

  /** The layouts that have pod templates: they differ in what they call things. */
  private static ObjectNode templates(
      List<ObjectNode> pods, String headField, String workersField, String paramsField) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    ObjectNode head = spec.putObject(headField);
    head.putObject(paramsField).put("dashboard-host", "0.0.0.0").put("num-cpus", "0");
    head.set("template", pods.get(0));
    ArrayNode workers = spec.putArray(workersField);
    for (int i = 1; i < pods.size(); i++) {
      ObjectNode group = workers.addObject();
      group.put("groupName", "group-" + i);
      group.put("replicas", 2).put("minReplicas", 0).put("maxReplicas", 10);
      group.putObject(paramsField).put("num-cpus", "4");
      group.set("template", pods.get(i));
    }
    return spec;
  }

  private static ObjectNode microsoft(List<ObjectNode> pods) {
    ObjectNode spec = templates(pods, "headGroupSpec", "workerGroupsSpec", "rayStartParams");
    spec.put("rayVersion", "1.0.1");
    spec.withObject("/headGroupSpec").put("replicas", 1);
    ObjectNode service = spec.putObject("headService");
    service.putObject("metadata").put("name", "my-svc");
    service
        .putObject("spec")
        .putArray("ports")
        .addObject()
        .put("protocol", "TCP")
        .put("port", 80)
        .put("targetPort", 6379);
    return spec;
  }

  private static ObjectNode ant(List<ObjectNode> pods) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("clusterName", "training").put("imagePullPolicy", "IfNotPresent");
    spec.putObject("images").put("defaultImage", "rayproject/ray:0.8.7");
    ArrayNode extensions = spec.putArray("extensions");
    for (int i = 0; i < pods.size(); i++) {
      ObjectNode group = extensions.addObject();
      group.put("replicas", i == 0 ? 1 : 2).put("type", i == 0 ? "head" : "worker");
      group.put("groupName", i == 0 ? "head-group" : "group-" + i);
      group.put(
          "command",
          i == 0
              ? "ray start --head --block --port=6379 --node-ip-address=$MY_POD_IP --num-cpus=4"
              : "ray start --block --address=$CLUSTER_NAME-head:6379 --num-cpus=4");
      flatten(pods.get(i), group);
    }
    return spec;
  }

  /** Ant's groups hold what others hold in a pod template. */
  private static void flatten(ObjectNode template, ObjectNode group) {
    group.set("labels", template.at("/metadata/labels"));
    for (String field :
        List.of("serviceAccountName", "nodeSelector", "tolerations", "affinity", "volumes")) {
      setIfPresent(group, field, template.path("spec").get(field));
    }
    ObjectNode container = container(template);
    group.set("containerEnv", container.get("env"));
    for (String field : List.of("image", "resources", "ports", "volumeMounts")) {
      setIfPresent(group, field, container.get(field));
    }
  }

  private static void setIfPresent(ObjectNode group, String field, @Nullable JsonNode value) {
    if (value != null) {
      group.set(field, value);
    }
  }
}

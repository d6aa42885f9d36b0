package io.rayoperator.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.systemtests.Field.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that random writers change, and where each version and layout has them. */
final class FieldTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands for a field that is not there. */
  private static final String ABSENT = "";

  private static final String CONTAINER = "template/spec/containers/0/";

  /** Who applies on the server names the elements of lists. */
  private static final String APPLIED_CONTAINER = "template/spec/containers/name=ray-worker/";

  private final OldManifest layout;
  private final List<Field> fields = new ArrayList<>();

  private FieldTable(OldManifest layout) {
    this.layout = layout;
  }

  /** The fields of an object that v1alpha1 shows in this layout. */
  static List<Field> of(OldManifest layout) {
    FieldTable table = new FieldTable(layout);
    table.addMetadata();
    table.addWorkers();
    table.addHeadAndCluster();
    table.addGroupThatComesAndGoes();
    table.addWhatTheLayoutAloneSays();
    table.addStatus();
    table.addAppliedOnTheServer();
    return List.copyOf(table.fields);
  }

  /** What makes room for the fields and stays as it is: places in v1, and values. */
  static void addSurroundings(ObjectNode v1) {
    JsonNode gpu =
        Place.of("spec/workerGroupSpecs/groupName=cpu")
            .read(v1)
            .<ObjectNode>deepCopy()
            .put("groupName", "gpu");
    Place.of("spec/workerGroupSpecs/groupName=gpu").write(v1, gpu);
    keep(v1, "metadata/labels/kept", "\"yes\"");
    keep(v1, "metadata/annotations/kept", "\"yes\"");
    for (String group : List.of("cpu", "gpu")) {
      keep(v1, hub(group, "labels/kept"), "\"yes\"");
      keep(v1, hub(group, "resources/kept"), "\"1\"");
      keep(v1, hub(group, "rayStartParams/dashboard-agent-grpc-port"), "\"9999\"");
      keep(v1, hub(group, "template/metadata/labels/kept"), "\"yes\"");
      keep(v1, hub(group, CONTAINER + "resources/limits/memory"), "\"1Gi\"");
      keep(v1, hub(group, CONTAINER + "env/name=KEPT"), variable("KEPT", "yes"));
      keep(
          v1, hub(group, "template/spec/volumes/name=kept"), "{\"name\":\"kept\",\"emptyDir\":{}}");
    }
    keep(v1, "spec/headGroupSpec/labels/kept", "\"yes\"");
    keep(v1, "spec/headGroupSpec/" + CONTAINER + "env/name=KEPT", variable("KEPT", "yes"));
    keep(v1, "status/head/serviceName", "\"kept\"");
    keep(v1, "status/stateTransitionTimes/suspended", "\"2026-01-01T00:00:00Z\"");
    keep(v1, "status/conditions/type=Kept", condition("Kept", "True"));
  }

  private static void keep(ObjectNode v1, String path, String value) {
    Place.of(path).write(v1, json(value));
  }

  private void addMetadata() {
    both("label", "metadata/labels/color", "\"red\"", "\"green\"", ABSENT);
    both("annotation", "metadata/annotations/note", "\"a\"", "\"b\"", ABSENT);
  }

  private void addWorkers() {
    worker("replicas", "cpu", "replicas", "1", "2", "3", "4");
    worker("maxReplicas", "cpu", "maxReplicas", "7", "8", "9");
    worker(
        "scaleStrategy", "cpu", "scaleStrategy", workersToDelete("a"), workersToDelete(), ABSENT);
    worker("image", "cpu", CONTAINER + "image", "\"ray:1\"", "\"ray:2\"", "\"ray:3\"");
    worker("pod label", "cpu", "template/metadata/labels/mood", "\"good\"", "\"bad\"", ABSENT);
    worker("cpu limit", "cpu", CONTAINER + "resources/limits/cpu", "\"1\"", "\"2\"", ABSENT);
    worker(
        "tolerations",
        "cpu",
        "template/spec/tolerations",
        "[{\"key\":\"a\",\"operator\":\"Exists\"}]",
        "[{\"key\":\"b\",\"operator\":\"Exists\"},{\"key\":\"a\",\"operator\":\"Exists\"}]",
        ABSENT);
    worker(
        "volume",
        "cpu",
        "template/spec/volumes/name=scratch",
        "{\"name\":\"scratch\",\"emptyDir\":{}}",
        "{\"name\":\"scratch\",\"emptyDir\":{\"medium\":\"Memory\"}}",
        ABSENT);
    worker(
        "node selector",
        "gpu",
        "template/spec/nodeSelector",
        "{\"a\":\"b\"}",
        "{\"c\":\"d\"}",
        ABSENT);
    worker(
        "start parameter",
        "gpu",
        "rayStartParams/metrics-export-port",
        "\"8081\"",
        "\"8082\"",
        ABSENT);
    worker("grace period", "gpu", "template/spec/terminationGracePeriodSeconds", "5", "6", ABSENT);
    worker(
        "sidecar",
        "gpu",
        "template/spec/containers/name=sidecar",
        "{\"name\":\"sidecar\",\"image\":\"fluentbit:1\"}",
        "{\"name\":\"sidecar\",\"image\":\"fluentbit:2\"}",
        ABSENT);
    for (String group : List.of("cpu", "gpu")) {
      worker(
          "variable of " + group,
          group,
          CONTAINER + "env/name=SHAPE",
          variable("SHAPE", "round"),
          variable("SHAPE", "square"),
          ABSENT);
      v1Only("label of " + group, hub(group, "labels/zone"), "\"a\"", "\"b\"", ABSENT);
    }
    v1Only("hosts", hub("gpu", "numOfHosts"), "1", "2", "4", ABSENT);
    v1Only("group resource", hub("cpu", "resources/disk"), "\"1\"", "\"2\"", ABSENT);
    add(
        "order of groups",
        new OrderSlot(Place.of("spec/workerGroupSpecs"), List.of("cpu", "gpu")),
        new OrderSlot(Place.of("spec/" + workers()), List.of("cpu", "gpu")),
        Writer.ANYONE,
        null,
        "\"cpu,gpu\"",
        "\"gpu,cpu\"");
  }

  private void addHeadAndCluster() {
    both(
        "variable of head",
        "spec/headGroupSpec/" + CONTAINER + "env/name=SHAPE",
        variable("SHAPE", "round"),
        variable("SHAPE", "square"),
        ABSENT);
    both("Ray version", "spec/rayVersion", "\"2.9.1\"", "\"2.9.2\"", "\"2.9.3\"");
    both("suspend", "spec/suspend", "true", "false", ABSENT);
    v1Only("label of head", "spec/headGroupSpec/labels/zone", "\"a\"", "\"b\"", ABSENT);
    v1Only(
        "upgrade",
        "spec/upgradeStrategy",
        "{\"type\":\"None\"}",
        "{\"type\":\"Recreate\"}",
        ABSENT);
    v1Only("authentication", "spec/authOptions", "{\"mode\":\"disabled\"}", ABSENT);
  }

  private void addGroupThatComesAndGoes() {
    Place here = Place.of("spec/workerGroupSpecs/groupName=extra");
    Place there = Place.of("spec/" + workers() + "/groupName=extra");
    String variable = CONTAINER + "env/name=EXTRA/value";
    ObjectNode form =
        object("{\"groupName\":\"extra\",\"replicas\":0,\"minReplicas\":0,\"maxReplicas\":2}");
    form.set("rayStartParams", JSON.createObjectNode());
    Place.of(CONTAINER + "name").write(form, json("\"ray-worker\""));
    Place.of(CONTAINER + "image").write(form, json("\"ray:1\""));
    ObjectNode oldForm =
        layout == OldManifest.ANT
            ? object(
                "{\"groupName\":\"extra\",\"type\":\"worker\",\"replicas\":0,\"image\":\"ray:1\"}")
            : form.deepCopy();
    if (layout == OldManifest.BYTEDANCE) {
      oldForm.remove("rayStartParams");
      oldForm.set("params", JSON.createObjectNode());
    }
    add(
        "extra group",
        new WorkerGroupSlot(here, Place.of(here + "/" + variable), form),
        new WorkerGroupSlot(there, Place.of(there + "/" + inGroup(variable)), oldForm),
        Writer.ANYONE,
        null,
        ABSENT,
        "\"1\"",
        "\"2\"");
    add(
        "label of extra group",
        Place.of(here + "/labels"),
        null,
        Writer.ANYONE,
        "extra group",
        ABSENT,
        "{\"zone\":\"a\"}",
        "{\"zone\":\"b\"}");
  }

  private void addWhatTheLayoutAloneSays() {
    if (layout == OldManifest.ANT) {
      oldOnly("cluster name", "spec/clusterName", Writer.ANYONE, "\"one\"", "\"two\"", ABSENT);
      oldOnly(
          "service suffix",
          "spec/extensions/groupName=gpu/headServiceSuffix",
          Writer.ANYONE,
          "\"a.svc\"",
          "\"b.svc\"",
          ABSENT);
    }
  }

  private void addStatus() {
    status("state", "status/state", "\"ready\"", "\"suspended\"", ABSENT);
    status("reason", "status/reason", "\"a\"", "\"b\"", ABSENT);
    if (layout == OldManifest.KUBERAY || layout == OldManifest.ANT) { // Others compute theirs.
      status("desired workers", "status/desiredWorkerReplicas", "1", "2", "3");
      oldOnly("available pods", "status/availableReplicas", Writer.STATUS, "1", "2", ABSENT);
    }
    status("head IP", "status/head/podIP", "\"10.0.0.1\"", "\"10.0.0.2\"", ABSENT);
    statusOfV1("head pod", "status/head/podName", "\"head-a\"", "\"head-b\"", ABSENT);
    statusOfV1(
        "transition", "status/stateTransitionTimes/ready", "\"2026-01-01T00:00:00Z\"", ABSENT);
    statusOfV1(
        "condition",
        "status/conditions/type=HeadPodReady",
        condition("HeadPodReady", "True"),
        condition("HeadPodReady", "False"),
        ABSENT);
  }

  /**
   * Each of the two gives up again what it has applied. In the layouts whose list of groups the API
   * server keeps whole, what stands in a group can be applied in v1alpha1 as a whole only.
   */
  private void addAppliedOnTheServer() {
    add(
        "applied label of cpu",
        Place.of(hub("cpu", "labels/applied")),
        null,
        Writer.APPLIER_OF_V1,
        null,
        "\"a\"",
        "\"b\"",
        ABSENT);
    add(
        "applied label",
        Place.of("metadata/labels/applied"),
        Place.of("metadata/labels/applied"),
        Writer.APPLIER_OF_V1ALPHA1,
        null,
        "\"a\"",
        "\"b\"",
        ABSENT);
    if (layout == OldManifest.KUBERAY) {
      Place fromV1 = Place.of(hub("gpu", APPLIED_CONTAINER + "env/name=NEW"));
      add(
          "applied variable",
          fromV1,
          fromV1,
          Writer.APPLIER_OF_V1,
          null,
          variable("NEW", "1"),
          variable("NEW", "2"),
          ABSENT);
      Place variable = Place.of(hub("gpu", APPLIED_CONTAINER + "env/name=OLD"));
      add(
          "applied old variable",
          variable,
          variable,
          Writer.APPLIER_OF_V1ALPHA1,
          null,
          variable("OLD", "1"),
          variable("OLD", "2"),
          ABSENT);
    }
  }

  private static String variable(String name, String value) {
    return "{\"name\":\"%s\",\"value\":\"%s\"}".formatted(name, value);
  }

  private void worker(String name, String group, String path, String... values) {
    both(name, hub(group, path), values);
  }

  private void both(String name, String v1, String... values) {
    add(name, Place.of(v1), place(inLayout(v1)), Writer.ANYONE, null, values);
  }

  private void v1Only(String name, String v1, String... values) {
    add(name, Place.of(v1), null, Writer.ANYONE, null, values);
  }

  private void oldOnly(String name, String path, Writer writer, String... values) {
    add(name, null, Place.of(path), writer, null, values);
  }

  private void status(String name, String path, String... values) {
    add(name, Place.of(path), Place.of(path), Writer.STATUS, null, values);
  }

  private void statusOfV1(String name, String path, String... values) {
    add(name, Place.of(path), null, Writer.STATUS, null, values);
  }

  private void add(
      String name,
      @Nullable Slot v1,
      @Nullable Slot old,
      Writer writer,
      @Nullable String within,
      String... values) {
    List<JsonNode> parsed = Arrays.stream(values).map(FieldTable::json).toList();
    fields.add(new Field(name, v1, old, writer, parsed, within));
  }

  private static @Nullable Place place(@Nullable String path) {
    return path == null ? null : Place.of(path);
  }

  /** The place in v1 of a field of a worker group. */
  private static String hub(String group, String path) {
    return "spec/workerGroupSpecs/groupName=" + group + "/" + path;
  }

  private String workers() {
    return switch (layout) {
      case KUBERAY -> "workerGroupSpecs";
      case ANT -> "extensions";
      case BYTEDANCE -> "workerNodeSpec";
      case MICROSOFT -> "workerGroupsSpec";
    };
  }

  private String head() {
    return switch (layout) {
      case KUBERAY, MICROSOFT -> "headGroupSpec";
      case ANT -> "extensions/groupName=head-group";
      case BYTEDANCE -> "headNodeSpec";
    };
  }

  /** Where the layout has what v1 has here; null if nowhere. */
  private @Nullable String inLayout(String v1) {
    String head = "spec/headGroupSpec/";
    String workers = "spec/workerGroupSpecs/";
    if (v1.startsWith(head)) {
      String path = inGroup(v1.substring(head.length()));
      return path == null ? null : "spec/" + head() + "/" + path;
    }
    if (v1.startsWith(workers)) {
      String[] groupAndPath = v1.substring(workers.length()).split("/", 2);
      String path = inGroup(groupAndPath[1]);
      return path == null ? null : "spec/" + workers() + "/" + groupAndPath[0] + "/" + path;
    }
    return switch (v1) {
      case "spec/rayVersion" -> layout == OldManifest.ANT ? null : v1;
      case "spec/suspend" -> layout == OldManifest.KUBERAY ? v1 : null;
      default -> v1;
    };
  }

  private @Nullable String inGroup(String path) {
    return switch (layout) {
      case KUBERAY, MICROSOFT -> path;
      case BYTEDANCE ->
          path.equals("scaleStrategy") ? null : path.replace("rayStartParams", "params");
      case ANT -> inAntGroup(path);
    };
  }

  private static @Nullable String inAntGroup(String path) {
    if (path.startsWith(CONTAINER)) {
      return path.substring(CONTAINER.length()).replaceFirst("^env\\b", "containerEnv");
    }
    if (path.startsWith("template/metadata/")) {
      return path.substring("template/metadata/".length());
    }
    return switch (path) {
      case "replicas" -> path;
      case "template/spec/tolerations",
          "template/spec/nodeSelector",
          "template/spec/volumes/name=scratch" ->
          path.substring("template/spec/".length());
      default -> null;
    };
  }

  private static String workersToDelete(String... pods) {
    return JSON.createObjectNode().set("workersToDelete", JSON.valueToTree(pods)).toString();
  }

  private static String condition(String type, String status) {
    return """
    {"type": "%s", "status": "%s", "reason": "Test", "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"}
    """
        .formatted(type, status);
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    try {
      return text.equals(ABSENT) ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

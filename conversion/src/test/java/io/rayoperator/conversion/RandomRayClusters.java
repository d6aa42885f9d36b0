package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random RayClusters: object number {@code i} of a seed is always the same, and as many objects as
 * a schema has paths reach every field of it.
 */
final class RandomRayClusters {
  private static final int DEPTH = 7;

  private static final ApiServer API_SERVER = new ApiServer();

  private final long seed;
  private final StructuralSchema v1 = StructuralSchema.ofRayCluster("v1");
  private final StructuralSchema v1alpha1 =
      withTypedTemplates(StructuralSchema.ofRayCluster("v1alpha1"), v1);
  private final Map<Layout, StructuralSchema> specs = new EnumMap<>(Layout.class);
  private final Map<Layout, List<List<String>>> specPaths = new EnumMap<>(Layout.class);
  private final List<List<String>> v1SpecPaths = RandomJson.paths(v1.field("spec"));

  RandomRayClusters(long seed) {
    this.seed = seed;
    for (Layout layout : Layout.values()) {
      Set<String> others = LayoutDetector.marksOfOthersThan(layout);
      StructuralSchema spec = v1alpha1.field("spec").without(others);
      specs.put(
          layout,
          layout == Layout.KUBERAY || layout == Layout.MICROSOFT
              ? spec
              : spec.without(Set.of("headGroupSpec")));
      specPaths.put(layout, RandomJson.paths(Objects.requireNonNull(specs.get(layout))));
    }
  }

  /** Where older layouts accept anything below a pod template, generate what v1 knows there. */
  private static StructuralSchema withTypedTemplates(
      StructuralSchema v1alpha1, StructuralSchema v1) {
    StructuralSchema spec = v1alpha1.field("spec");
    StructuralSchema template = v1.at("spec", "headGroupSpec", "template");
    StructuralSchema pod = template.field("spec");
    StructuralSchema container = pod.at("containers", "[]");
    StructuralSchema group = spec.at("extensions", "[]");
    for (String field : List.of("affinity", "tolerations", "volumes")) {
      group = group.with(field, pod.field(field));
    }
    for (String field : List.of("resources", "volumeMounts", "ports")) {
      group = group.with(field, container.field(field));
    }
    group = group.with("containerEnv", container.field("env"));
    spec = spec.with("extensions", list(group));
    spec = spec.with("headNodeSpec", spec.field("headNodeSpec").with("template", template));
    spec =
        spec.with(
            "workerNodeSpec", list(spec.at("workerNodeSpec", "[]").with("template", template)));
    spec =
        spec.with(
            "workerGroupsSpec", list(spec.at("workerGroupsSpec", "[]").with("template", template)));
    spec = spec.with("headService", v1.at("spec", "headGroupSpec", "headService"));
    return v1alpha1.with("spec", spec);
  }

  private static StructuralSchema list(StructuralSchema items) {
    return new StructuralSchema(Map.of(), items, null, false, null);
  }

  /** How many objects reach every field of a layout. */
  int paths(Layout layout) {
    return Objects.requireNonNull(specPaths.get(layout)).size();
  }

  RandomJson random(int i) {
    return new RandomJson(new SplittableRandom(seed * 1_000_003 + i));
  }

  /** A v1alpha1 object of a layout. */
  ObjectNode spoke(Layout layout, int i) {
    RandomJson random = random(i);
    ObjectNode object = object(random, "ray.io/v1alpha1");
    StructuralSchema schema = Objects.requireNonNull(specs.get(layout));
    if (random.oneIn(100)) {
      object.set("spec", random.any(3));
    } else if (!random.oneIn(200)) {
      ObjectNode spec = layout == Layout.ANT ? antSpec(random) : spec(schema, layout, random);
      if (random.oneIn(4)) {
        RandomSpecials.add(spec, layout, random);
      }
      List<List<String>> paths = Objects.requireNonNull(specPaths.get(layout));
      random.force(spec, schema, paths.get(i % paths.size()));
      object.set("spec", spec);
    }
    if (random.oneIn(3)) {
      object.set("status", random.of(v1alpha1.field("status"), "status", DEPTH));
    }
    return object;
  }

  /** A v1 object, to be shown in a layout. */
  ObjectNode hub(Layout layout, int i) {
    RandomJson random = random(i);
    ObjectNode object = object(random, "ray.io/v1");
    if (random.oneIn(100)) {
      object.set("spec", random.any(3));
    } else if (!random.oneIn(200)) {
      ObjectNode spec = spec(v1.field("spec"), Layout.KUBERAY, random);
      if (random.oneIn(4)) {
        RandomSpecials.add(spec, Layout.KUBERAY, random);
      }
      random.force(spec, v1.field("spec"), v1SpecPaths.get(i % v1SpecPaths.size()));
      object.set("spec", spec);
    }
    if (random.oneIn(2)) {
      object.set("status", random.of(v1.field("status"), "status", DEPTH));
    }
    if (layout != Layout.KUBERAY) {
      annotate(object, ConversionAnnotations.LAYOUT, layout.id());
    } else if (random.oneIn(20)) {
      annotate(
          object, ConversionAnnotations.LAYOUT, random.oneOf(List.of("kuberay", "", "unknown")));
    }
    return object;
  }

  /** A v1 object as a careful user writes it, completed by the API server. */
  ObjectNode tidyHub(int i) {
    RandomJson random = random(i).tidy();
    ObjectNode object = tidyObject("ray.io/v1");
    object.set("spec", spec(v1.field("spec"), Layout.KUBERAY, random));
    object.set("status", random.of(v1.field("status"), "status", DEPTH));
    return API_SERVER.received(object);
  }

  /** An object of Ant's layout as a careful user writes it. */
  ObjectNode tidyAnt(int i) {
    RandomJson random = random(i).tidy();
    ObjectNode object = tidyObject("ray.io/v1alpha1");
    ObjectNode spec = object.putObject("spec");
    spec.put("clusterName", "demo")
        .putObject("images")
        .put("defaultImage", "rayproject/autoscaler");
    if (random.oneIn(2)) {
      spec.put("imagePullPolicy", "Always");
    }
    StructuralSchema group =
        Objects.requireNonNull(specs.get(Layout.ANT))
            .at("extensions", "[]")
            .without(Set.of("size"));
    ArrayNode extensions = spec.putArray("extensions");
    int count = 2 + random.below(4);
    int head = random.below(count);
    for (int g = 0; g < count; g++) {
      ObjectNode element = (ObjectNode) random.of(group, "extensions", 5);
      element
          .put("type", g == head ? "head" : "worker")
          .put("groupName", g == head ? "head-group" : "g" + g);
      element
          .put("replicas", g == head ? 1 : random.below(5))
          .put("command", "ray start --block --num-cpus=" + g);
      extensions.add(element);
    }
    return API_SERVER.received(object);
  }

  /** An object of ByteDance's layout as a careful user writes it. */
  ObjectNode tidyByteDance(int i) {
    RandomJson random = random(i).tidy();
    ObjectNode object = tidyObject("ray.io/v1alpha1");
    ObjectNode spec = object.putObject("spec").put("rayVersion", "1.3.0");
    StructuralSchema schema = Objects.requireNonNull(specs.get(Layout.BYTEDANCE));
    ObjectNode head = tidyGroup(schema.field("headNodeSpec"), "headNodeSpec", "params", random);
    if (random.oneIn(2)) {
      head.put("serviceType", random.oneOf(List.of("ClusterIP", "NodePort", "LoadBalancer")));
    } else {
      head.remove("serviceType");
    }
    spec.set("headNodeSpec", head);
    tidyWorkers(spec, schema, "workerNodeSpec", "params", random);
    return API_SERVER.received(object);
  }

  /** An object of Microsoft's layout as a careful user writes it. */
  ObjectNode tidyMicrosoft(int i) {
    RandomJson random = random(i).tidy();
    ObjectNode object = tidyObject("ray.io/v1alpha1");
    ObjectNode spec = object.putObject("spec").put("rayVersion", "1.0.1");
    StructuralSchema schema = Objects.requireNonNull(specs.get(Layout.MICROSOFT));
    ObjectNode service = spec.putObject("headService");
    service.putObject("metadata").put("name", random.oneIn(3) ? "demo-head" : "my-svc");
    ObjectNode serviceSpec = service.putObject("spec");
    serviceSpec.putObject("selector").put("identifier", "demo-head");
    serviceSpec.putArray("ports").addObject().put("port", 80).put("targetPort", 6379);
    if (random.oneIn(3)) {
      serviceSpec.put("type", random.oneOf(List.of("ClusterIP", "LoadBalancer")));
    }
    ObjectNode head =
        tidyGroup(
            schema.field("headGroupSpec").without(Set.of("headService")),
            "headGroupSpec",
            "rayStartParams",
            random);
    spec.set("headGroupSpec", head.put("replicas", 1));
    tidyWorkers(spec, schema, "workerGroupsSpec", "rayStartParams", random);
    return API_SERVER.received(object);
  }

  private static void tidyWorkers(
      ObjectNode spec, StructuralSchema schema, String list, String params, RandomJson random) {
    ArrayNode workers = spec.putArray(list);
    for (int g = 0, count = 1 + random.below(4); g < count; g++) {
      ObjectNode group = tidyGroup(schema.at(list, "[]"), list, params, random);
      workers.add(group.put("groupName", "g" + g));
      group.put("replicas", random.below(5)).put("minReplicas", 0).put("maxReplicas", 10);
    }
  }

  /** A group with a container, and parameters of ray start of which some mean more than others. */
  private static ObjectNode tidyGroup(
      StructuralSchema schema, String name, String params, RandomJson random) {
    ObjectNode group = (ObjectNode) random.of(schema, name, 5);
    ObjectNode start = group.putObject(params).put("node-ip-address", "$MY_POD_IP");
    if (random.oneIn(2)) {
      start.put("port", "6380");
    }
    if (random.oneIn(2)) {
      start.put("redis-password", "secret");
    }
    ArrayNode containers = group.withObject("/template/spec").withArray("containers");
    if (containers.isEmpty()) {
      containers.addObject().put("name", "ray");
    }
    ObjectNode container = (ObjectNode) containers.get(0);
    container.remove(List.of("command", "args"));
    switch (random.below(4)) {
      case 0 -> container.putArray("command").add("python");
      case 1 -> container.putArray("args").add("sleep 5");
      default -> {
        // Ray alone.
      }
    }
    // What only the old view distinguishes stays with the name of the group, and goes with it.
    API_SERVER.complete(group.path("template"));
    withoutEmptyEnvironment(group.at("/template/spec/containers"));
    withoutEmptyEnvironment(group.at("/template/spec/initContainers"));
    return group;
  }

  private static void withoutEmptyEnvironment(JsonNode containers) {
    for (JsonNode container : containers) {
      if (container.path("env").isArray() && container.path("env").isEmpty()) {
        ((ObjectNode) container).remove("env");
      }
    }
  }

  private static ObjectNode tidyObject(String apiVersion) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", "RayCluster");
    object.putObject("metadata").put("name", "demo").put("namespace", "default");
    return object;
  }

  static void annotate(ObjectNode object, String key, String value) {
    ObjectNode metadata =
        object.get("metadata") instanceof ObjectNode existing
            ? existing
            : object.putObject("metadata");
    ObjectNode annotations =
        metadata.get("annotations") instanceof ObjectNode existing
            ? existing
            : metadata.putObject("annotations");
    annotations.put(key, value);
  }

  private ObjectNode spec(StructuralSchema schema, Layout layout, RandomJson random) {
    ObjectNode spec =
        random.of(schema, "spec", DEPTH) instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode();
    List<String> usual =
        switch (layout) {
          case KUBERAY -> List.of("headGroupSpec", "workerGroupSpecs");
          case MICROSOFT -> List.of("headService", "headGroupSpec", "workerGroupsSpec");
          case BYTEDANCE -> List.of("headNodeSpec", "workerNodeSpec");
          case ANT -> List.of("clusterName", "images", "extensions");
        };
    for (String field : usual) {
      if (!spec.has(field) && !random.oneIn(6)) {
        spec.set(field, random.of(schema.field(field), field, DEPTH - 1));
      }
    }
    return spec;
  }

  private ObjectNode antSpec(RandomJson random) {
    StructuralSchema schema = Objects.requireNonNull(specs.get(Layout.ANT));
    ObjectNode spec = spec(schema, Layout.ANT, random);
    if (random.oneIn(3)) {
      spec.put("imagePullPolicy", "Always");
    }
    if (random.oneIn(2)) {
      spec.set(
          "images",
          JsonNodeFactory.instance.objectNode().put("defaultImage", "rayproject/autoscaler"));
    }
    ArrayNode extensions = JsonNodeFactory.instance.arrayNode();
    List<String> types =
        List.of("head", "worker", "worker", "worker", "Head", "WORKER", "", "clusterApiServer");
    for (int count = random.below(5); count > 0; count--) {
      JsonNode element = random.of(schema.at("extensions", "[]"), "extensions", 7);
      if (element instanceof ObjectNode group && !random.oneIn(20)) {
        setOrNot(group, "type", random.oneOf(types), random);
        setOrNot(group, "groupName", random.oneIn(8) ? random.text() : random.name(), random);
        if (!random.oneIn(6)) {
          group.put("command", antCommand(random));
        }
        if (!random.oneIn(6)) {
          group.put("replicas", random.below(4));
        }
      }
      extensions.add(element);
    }
    if (!extensions.isEmpty() || random.oneIn(2)) {
      spec.set("extensions", extensions);
    }
    return spec;
  }

  private static void setOrNot(ObjectNode object, String field, String value, RandomJson random) {
    if (!random.oneIn(12)) {
      object.set(field, TextNode.valueOf(value));
    }
  }

  private static String antCommand(RandomJson random) {
    return random.oneOf(
        List.of(
            "ray start --head --block --port=6379 --node-ip-address=$MY_POD_IP --num-cpus=1",
            "ray start --head --block --redis-port 6380",
            "ray start --block --address=$CLUSTER_NAME-head:6379 --num-cpus 2 --memory",
            "ray stop; ulimit -n 65536; ray start --object-manager-port=8076",
            "trap : TERM INT; sleep infinity & wait;",
            "ray start --resources='{\"a b\": 1}' --x",
            "",
            random.text()));
  }

  private static ObjectNode object(RandomJson random, String apiVersion) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", "RayCluster");
    if (random.oneIn(40)) {
      object.putNull("metadata");
    } else if (!random.oneIn(40)) {
      object.set("metadata", metadata(random));
    }
    if (random.oneIn(50)) {
      object.set("unknownTopLevel", random.any(2));
    }
    return object;
  }

  private static ObjectNode metadata(RandomJson random) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    if (!random.oneIn(10)) {
      metadata.put("name", random.oneIn(10) ? "my-head-" + random.name() : "demo");
      metadata
          .put("namespace", "default")
          .put("uid", "u-" + random.below(1000))
          .put("resourceVersion", "7");
    }
    if (random.oneIn(3)) {
      metadata.put("generation", random.below(9)).put("creationTimestamp", "2026-01-01T00:00:00Z");
      metadata.putArray("finalizers").add("ray.io/gcs-ft-redis-cleanup-finalizer");
      metadata.putArray("ownerReferences").addObject().put("kind", "RayJob").put("uid", "o");
      metadata
          .putArray("managedFields")
          .addObject()
          .put("manager", "kubectl")
          .set("fieldsV1", random.any(3));
      metadata.put("deletionTimestamp", "2026-01-01T00:00:01Z");
    }
    switch (random.below(6)) {
      case 0 -> metadata.putObject("labels").put("l", random.text());
      case 1 -> metadata.putObject("annotations");
      case 2 -> metadata.putNull("annotations");
      case 3, 4 -> metadata.putObject("annotations").put("example.com/a", random.text());
      default -> {
        // No annotations at all.
      }
    }
    return metadata;
  }
}

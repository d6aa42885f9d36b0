package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.layout.Layout;
import java.util.List;

/**
 * What chance does not hit: values that a layout gives a meaning of its own, groups of one name,
 * and sizes at the end of what people have.
 */
final class RandomSpecials {
  private static final List<String> VARIABLES =
      List.of(
          "RAY_HEAD_SERVICE_IP",
          "RAY_HEAD_SERVICE_PORT",
          "REDIS_PASSWORD",
          "RAY_IP",
          "RAY_PORT",
          "CLUSTER_NAME",
          "NAMESPACE",
          "MY_POD_IP");

  private static final List<String> VALUES =
      List.of("127.0.0.1", "demo-head", "6379", "6380", "secret", "", "demo-my-svc");

  private RandomSpecials() {}

  /** Adds one or two of them to a spec of a layout. */
  static void add(ObjectNode spec, Layout layout, RandomJson random) {
    int rare = 60;
    if (random.oneIn(rare)) {
      repeatGroup(spec, layout, random, 100);
    } else if (random.oneIn(6)) {
      repeatGroup(spec, layout, random, 1 + random.below(3));
    }
    for (ObjectNode group : groups(spec, layout, random)) {
      switch (random.below(5)) {
        case 0 -> container(group, layout, random);
        case 1 -> params(group, layout, random);
        case 2 -> env(group, layout, random, random.oneIn(rare) ? 1000 : 1 + random.below(4));
        case 3 -> containers(group, layout, random.oneIn(10) ? 10 : 2, random);
        default -> service(spec, group, layout, random);
      }
    }
  }

  private static String list(Layout layout) {
    return switch (layout) {
      case ANT -> "extensions";
      case BYTEDANCE -> "workerNodeSpec";
      case MICROSOFT -> "workerGroupsSpec";
      case KUBERAY -> "workerGroupSpecs";
    };
  }

  private static List<ObjectNode> groups(ObjectNode spec, Layout layout, RandomJson random) {
    JsonNode head =
        spec.get(
            switch (layout) {
              case ANT -> "";
              case BYTEDANCE -> "headNodeSpec";
              case MICROSOFT, KUBERAY -> "headGroupSpec";
            });
    JsonNode workers = spec.path(list(layout));
    JsonNode worker = workers.isEmpty() ? null : workers.get(random.below(workers.size()));
    return java.util.stream.Stream.of(head, worker)
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** More groups, some with the name of another, some without. */
  private static void repeatGroup(ObjectNode spec, Layout layout, RandomJson random, int times) {
    if (!(spec.get(list(layout)) instanceof ArrayNode groups) || groups.isEmpty()) {
      return;
    }
    JsonNode group = groups.get(random.below(groups.size()));
    for (int i = 0; i < times; i++) {
      JsonNode copy = group.deepCopy();
      if (copy instanceof ObjectNode object) {
        switch (random.below(4)) {
          case 0 -> object.put("groupName", "");
          case 1 -> {
            // The same name.
          }
          case 2 -> object.put("groupName", random.text());
          default -> object.put("groupName", "group-" + i);
        }
      }
      groups.insert(random.below(groups.size() + 1), copy);
    }
  }

  private static void env(ObjectNode group, Layout layout, RandomJson random, int size) {
    ArrayNode env =
        layout == Layout.ANT
            ? array(group, "containerEnv")
            : array(rayContainer(group, random.oneIn(4) ? "initContainers" : "containers"), "env");
    for (int i = 0; i < size; i++) {
      String name = size > 100 ? "V" + i : random.oneOf(VARIABLES);
      env.insert(random.below(env.size() + 1), HubSpec.variable(name, random.oneOf(VALUES)));
    }
  }

  private static void params(ObjectNode group, Layout layout, RandomJson random) {
    if (layout == Layout.ANT) {
      return;
    }
    ObjectNode params = object(group, layout == Layout.BYTEDANCE ? "params" : "rayStartParams");
    for (String param : List.of("port", "redis-password", "block", "address")) {
      switch (random.below(4)) {
        case 0 -> params.put(param, random.oneOf(VALUES));
        case 1 -> params.set(param, random.scalar());
        default -> {
          // Absent.
        }
      }
    }
  }

  private static void container(ObjectNode group, Layout layout, RandomJson random) {
    ObjectNode container = layout == Layout.ANT ? group : rayContainer(group, "containers");
    for (String field : List.of("command", "args")) {
      switch (random.below(6)) {
        case 0, 1 -> container.putArray(field).add("python").add("-u");
        case 2 -> container.putArray(field);
        case 3 -> container.putArray(field).add("ray start --head");
        case 4 -> container.set(field, random.any(2));
        default -> {
          // Absent, or as it was.
        }
      }
    }
  }

  private static void containers(ObjectNode group, Layout layout, int count, RandomJson random) {
    if (layout == Layout.ANT) {
      return;
    }
    rayContainer(group, "containers");
    ArrayNode containers = (ArrayNode) group.at("/template/spec/containers");
    while (containers.size() < count) {
      containers.add(
          random.oneIn(9)
              ? random.any(1)
              : HubSpec.variable("c" + containers.size(), "not a field"));
    }
  }

  private static void service(ObjectNode spec, ObjectNode group, Layout layout, RandomJson random) {
    if (layout == Layout.ANT || layout == Layout.BYTEDANCE) {
      group.put("serviceType", random.oneOf(List.of("", "NodePort", "ClusterIP")));
      return;
    }
    ObjectNode service = object(layout == Layout.MICROSOFT ? spec : group, "headService");
    if (!random.oneIn(4)) {
      object(service, "metadata").put("name", random.oneOf(List.of("", "demo", "demo-x", "svc")));
    }
    ObjectNode serviceSpec = object(service, "spec");
    switch (random.below(4)) {
      case 0 -> serviceSpec.put("clusterIP", random.oneOf(List.of("None", "", "10.0.0.1")));
      case 1 -> serviceSpec.set("clusterIP", random.scalar());
      default -> serviceSpec.put("type", random.oneOf(List.of("", "ClusterIP", "NodePort")));
    }
    if (random.oneIn(2)) {
      serviceSpec.set("publishNotReadyAddresses", random.scalar());
    }
  }

  private static ObjectNode rayContainer(ObjectNode group, String list) {
    ArrayNode containers = array(object(object(group, "template"), "spec"), list);
    if (containers.get(0) instanceof ObjectNode container) {
      return container;
    }
    ObjectNode container = HubSpec.variable("ray", "not a field");
    containers.insert(0, container);
    return container;
  }

  private static ObjectNode object(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
  }

  private static ArrayNode array(ObjectNode parent, String field) {
    return parent.get(field) instanceof ArrayNode array ? array : parent.putArray(field);
  }
}

package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Parts of a v1 spec that edits change, and of lists of groups in any layout. */
final class HubSpec {
  private HubSpec() {}

  static ArrayNode workers(ObjectNode spec) {
    return (ArrayNode) spec.path("workerGroupSpecs");
  }

  static ObjectNode worker(ObjectNode spec, String name) {
    return named(workers(spec), name);
  }

  static ObjectNode head(ObjectNode spec) {
    return (ObjectNode) spec.path("headGroupSpec");
  }

  static ObjectNode template(ObjectNode spec, String group) {
    return (ObjectNode) worker(spec, group).path("template");
  }

  static ObjectNode pod(ObjectNode spec, String group) {
    return (ObjectNode) template(spec, group).path("spec");
  }

  static ObjectNode container(ObjectNode spec, String group) {
    return rayContainer(worker(spec, group));
  }

  /** The Ray container of a group that has a pod template. */
  static ObjectNode rayContainer(ObjectNode group) {
    return (ObjectNode) group.at("/template/spec/containers/0");
  }

  /** The Ray containers of head and workers. */
  static List<ObjectNode> rayContainers(ObjectNode spec) {
    List<ObjectNode> containers = new ArrayList<>();
    containers.add(rayContainer(head(spec)));
    workers(spec).forEach(group -> containers.add(rayContainer((ObjectNode) group)));
    return containers;
  }

  static void deleteAWorker(ObjectNode spec, String group) {
    worker(spec, group).putObject("scaleStrategy").putArray("workersToDelete").add("pod-3");
  }

  /** The group called by a name in a list of groups. */
  static ObjectNode named(ArrayNode groups, String name) {
    for (JsonNode group : groups) {
      if (group.path("groupName").asText().equals(name)) {
        return (ObjectNode) group;
      }
    }
    throw new AssertionError("no group " + name);
  }

  static List<String> names(JsonNode groups) {
    List<String> names = new ArrayList<>();
    groups.forEach(group -> names.add(group.path("groupName").asText()));
    return names;
  }

  /** Takes an object out of a list. */
  static ObjectNode remove(ArrayNode groups, ObjectNode group) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).equals(group)) {
        return (ObjectNode) groups.remove(i);
      }
    }
    throw new AssertionError("not in the list");
  }

  static void moveToTheEnd(ArrayNode groups, String name) {
    groups.add(remove(groups, named(groups, name)));
  }

  /** Reorders what stands behind the first element. */
  static void moveSecondToTheEnd(JsonNode list) {
    if (list instanceof ArrayNode array && array.size() > 2) {
      array.add(array.remove(1));
    }
  }

  /** Keeps those variables of a container that satisfy a condition; no list if none does. */
  static void keepEnv(ObjectNode container, Predicate<JsonNode> condition) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    container
        .path("env")
        .forEach(
            variable -> {
              if (condition.test(variable)) {
                kept.add(variable);
              }
            });
    if (kept.isEmpty()) {
      container.remove("env");
    } else {
      container.set("env", kept);
    }
  }

  /** Adds a variable before the first one that satisfies a condition. */
  static void insertEnv(ObjectNode container, ObjectNode variable, Predicate<JsonNode> condition) {
    ArrayNode env = container.withArray("/env");
    int index = 0;
    while (index < env.size() && !condition.test(env.get(index))) {
      index++;
    }
    env.insert(index, variable);
  }

  static ObjectNode variable(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
  }
}

package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From a type's {@code podConfig} to the pod template of a group. */
final class PodTemplate {

  private static final Pattern OLD_RAY = Pattern.compile(".*:v?([01])\\.(\\d+)\\..*");
  private static final int NO_MONITOR_SINCE = 4;

  private final String cluster;
  private final ClusterSpec spec;
  private final int gcsPort;
  private final String restart;

  /**
   * @param restart stands for the user's metadata; empty if there are none
   */
  PodTemplate(String cluster, ClusterSpec spec, int gcsPort, String restart) {
    this.cluster = cluster;
    this.spec = spec;
    this.gcsPort = gcsPort;
    this.restart = restart;
  }

  ObjectNode ofHead(PodType type) {
    ObjectNode template = template(type, "head", "ray-head-");
    ObjectNode container = rayContainer(template);
    run(
        container,
        StartScript.ofHead(
            ownCommand(container),
            spec.headSetupCommands(),
            spec.headStartCommands(),
            knowsNoMonitor(Json.text(container, "image"))));
    return template;
  }

  ObjectNode ofWorkers(PodType type) {
    ObjectNode template = template(type, "worker", "ray-worker-");
    ObjectNode container = rayContainer(template);
    run(
        container,
        StartScript.ofWorker(
            ownCommand(container),
            type.setupCommands(spec.workerSetupCommands()),
            spec.workerStartCommands(),
            gcsPort));
    return template;
  }

  private ObjectNode template(PodType type, String nodeType, String defaultName) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.set("metadata", metadata(type, nodeType, defaultName));
    template.set("spec", type.podConfig().path("spec").deepCopy());
    addResources(rayContainer(template), TypeResources.of(type).override());
    return template;
  }

  private ObjectNode metadata(PodType type, String nodeType, String defaultName) {
    JsonNode written = type.podConfig().path("metadata");
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    ObjectNode labels = metadata.putObject("labels");
    copyTexts(written.path("labels"), labels);
    labels.put(LegacyNames.CLUSTER_LABEL, LegacyNames.labelValue(cluster));
    labels.put(LegacyNames.NODE_TYPE_LABEL, nodeType);
    labels.put(LegacyNames.USER_NODE_TYPE_LABEL, LegacyNames.labelValue(type.name()));
    labels.put(
        LegacyNames.NODE_NAME_LABEL, LegacyNames.labelValue("ray-" + cluster + "-" + nodeType));
    if (nodeType.equals("head")) {
      labels.put(LegacyNames.COMPONENT_LABEL, LegacyNames.labelValue(cluster + "-ray-head"));
    }
    ObjectNode annotations = metadata.putObject("annotations");
    copyTexts(written.path("annotations"), annotations);
    String name = Json.text(written, "generateName");
    annotations.put(
        LegacyNames.GENERATE_NAME_ANNOTATION,
        name.isEmpty() ? defaultName : LegacyNames.namePart(name));
    if (!restart.isEmpty()) {
      annotations.put(LegacyNames.RESTART_ANNOTATION, restart);
    }
    return metadata;
  }

  private static void copyTexts(JsonNode from, ObjectNode to) {
    from.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isTextual()) {
                to.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static ObjectNode rayContainer(ObjectNode template) {
    return (ObjectNode) template.path("spec").path("containers").path(0);
  }

  /** Without a command, the image's own would have been run, which nothing here knows. */
  private static List<String> ownCommand(ObjectNode container) {
    List<String> command = Json.texts(container, "command");
    if (command.isEmpty()) {
      return List.of();
    }
    return Stream.concat(command.stream(), Json.texts(container, "args").stream()).toList();
  }

  private static void run(ObjectNode container, String script) {
    container.putArray("command").add("/bin/bash").add("-c").add("--");
    container.putArray("args").add(script);
  }

  private static void addResources(ObjectNode container, String override) {
    ArrayNode env =
        container.get("env") instanceof ArrayNode list ? list : container.putArray("env");
    for (JsonNode variable : env) {
      if (Json.text(variable, "name").equals("RAY_OVERRIDE_RESOURCES")) {
        return;
      }
    }
    env.addObject()
        .put("name", "RAY_OVERRIDE_RESOURCES")
        .put("value", ShellText.forKubelet(override));
  }

  /** By the tag of the image: Ray before 1.4 ends with an error on an option it does not know. */
  private static boolean knowsNoMonitor(String image) {
    Matcher tag = OLD_RAY.matcher(image);
    return !tag.matches()
        || (tag.group(1).equals("1")
            && (tag.group(2).length() > 1 || Integer.parseInt(tag.group(2)) >= NO_MONITOR_SINCE));
  }
}

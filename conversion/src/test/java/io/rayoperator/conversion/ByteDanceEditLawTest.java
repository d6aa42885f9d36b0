package io.rayoperator.conversion;

import static io.rayoperator.conversion.EditLaw.edit;
import static io.rayoperator.conversion.HubSpec.container;
import static io.rayoperator.conversion.HubSpec.head;
import static io.rayoperator.conversion.HubSpec.insertEnv;
import static io.rayoperator.conversion.HubSpec.keepEnv;
import static io.rayoperator.conversion.HubSpec.names;
import static io.rayoperator.conversion.HubSpec.pod;
import static io.rayoperator.conversion.HubSpec.rayContainer;
import static io.rayoperator.conversion.HubSpec.rayContainers;
import static io.rayoperator.conversion.HubSpec.variable;
import static io.rayoperator.conversion.HubSpec.worker;
import static io.rayoperator.conversion.HubSpec.workers;
import static io.rayoperator.conversion.Laws.RANDOM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.EditLaw.Edit;
import io.rayoperator.conversion.layout.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Law 3 for ByteDance's layout: what each kind of edit of one view means for the other. */
class ByteDanceEditLawTest {
  private static final PodTemplateEdits GROUPS = new PodTemplateEdits("workerNodeSpec");

  private static final EditLaw LAW =
      new EditLaw(
          Layout.BYTEDANCE, RANDOM::tidyByteDance, spec -> names(spec.path("workerNodeSpec")));

  private static final List<String> IMPLIED =
      List.of("RAY_HEAD_SERVICE_IP", "RAY_HEAD_SERVICE_PORT", "REDIS_PASSWORD");

  /** Edits by a v1alpha1 user, and what they mean in v1. */
  private static final List<Edit> EDITS_OF_BYTEDANCE =
      List.of(
          edit(
              "autoscaling",
              (s, g) -> s.put("autoscalingEnabled", false),
              (s, g) -> s.put("enableInTreeAutoscaling", false)),
          edit(
              "type of the Service",
              (s, g) -> headNode(s).put("serviceType", "ExternalName"),
              (s, g) -> head(s).put("serviceType", "ExternalName")),
          edit(
              "no type of the Service",
              (s, g) -> headNode(s).remove("serviceType"),
              (s, g) -> head(s).put("serviceType", "NodePort")),
          edit(
              "parameter of the head",
              (s, g) -> params(headNode(s)).put("dashboard-host", "0.0.0.0"),
              (s, g) -> startParams(head(s)).put("dashboard-host", "0.0.0.0")),
          edit(
              "port of the head",
              (s, g) -> params(headNode(s)).put("port", "7000"),
              (s, g) -> {
                startParams(head(s)).put("port", "7000");
                rayContainers(s).forEach(c -> set(c, "RAY_HEAD_SERVICE_PORT", "7000"));
              }),
          edit(
              "password of a group",
              (s, g) -> params(GROUPS.group(s, g)).put("redis-password", "new"),
              (s, g) -> {
                startParams(worker(s, g)).put("redis-password", "new");
                set(container(s, g), "REDIS_PASSWORD", "new");
              }),
          edit(
              "no password",
              (s, g) -> params(GROUPS.group(s, g)).remove("redis-password"),
              (s, g) -> {
                startParams(worker(s, g)).remove("redis-password");
                keepEnv(container(s, g), v -> !v.path("name").asText().equals("REDIS_PASSWORD"));
              }),
          edit(
              "no sizes",
              (s, g) ->
                  GROUPS.group(s, g).remove(List.of("replicas", "minReplicas", "maxReplicas")),
              (s, g) ->
                  worker(s, g)
                      .put("replicas", 0)
                      .put("minReplicas", 0)
                      .put("maxReplicas", Integer.MAX_VALUE)),
          edit(
              "command, which the operator replaces",
              (s, g) -> rayContainer(GROUPS.group(s, g)).putArray("command").add("sleep"),
              EditLaw::nothing),
          edit(
              "no command",
              (s, g) -> rayContainer(GROUPS.group(s, g)).remove(List.of("command", "args")),
              EditLaw::nothing),
          edit(
              "environment variable",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g)).withArray("/env").add(variable("NEW", "1")),
              (s, g) ->
                  insertEnv(
                      container(s, g), variable("NEW", "1"), ByteDanceEditLawTest::isImplied)),
          edit(
              "environment variable of the operator",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g))
                      .withArray("/env")
                      .add(variable("RAY_HEAD_SERVICE_IP", "else")),
              (s, g) -> {
                keepEnv(
                    container(s, g), v -> !v.path("name").asText().equals("RAY_HEAD_SERVICE_IP"));
                insertEnv(
                    container(s, g),
                    variable("RAY_HEAD_SERVICE_IP", "else"),
                    ByteDanceEditLawTest::isImplied);
              }),
          edit(
              "no environment",
              (s, g) -> rayContainer(GROUPS.group(s, g)).remove("env"),
              (s, g) -> keepEnv(container(s, g), ByteDanceEditLawTest::isImplied)),
          edit(
              "init container",
              (s, g) ->
                  GROUPS.podOf(s, g).withArray("/initContainers").addObject().put("name", "wait"),
              (s, g) ->
                  pod(s, g)
                      .withArray("/initContainers")
                      .addObject()
                      .put("name", "wait")
                      .putArray("env")
                      .add(variable("RAY_HEAD_SERVICE_IP", "demo-head"))),
          edit(
              "group renamed",
              (s, g) -> GROUPS.group(s, g).put("groupName", "renamed"),
              (s, g) -> {
                ObjectNode worker = worker(s, g).put("groupName", "renamed");
                worker.remove(List.of("idleTimeoutSeconds", "scaleStrategy"));
                for (JsonNode init : worker.at("/template/spec/initContainers")) {
                  if (isOfV1Client(init)) {
                    set((ObjectNode) init, "RAY_HEAD_SERVICE_IP", "demo-head");
                  }
                }
              }),
          edit(
              "group added",
              (s, g) -> GROUPS.groups(s).addObject().put("groupName", "added").put("replicas", 2),
              (s, g) -> workers(s).addObject().put("groupName", "added").put("replicas", 2)),
          edit(
              "no head",
              (s, g) -> s.remove("headNodeSpec"),
              (s, g) -> {
                s.remove("headGroupSpec");
                for (JsonNode group : workers(s)) {
                  ObjectNode container = rayContainer((ObjectNode) group);
                  set(container, "RAY_HEAD_SERVICE_PORT", "6379");
                  withoutService(container);
                  group
                      .at("/template/spec/initContainers")
                      .forEach(init -> withoutService((ObjectNode) init));
                }
              }));

  /** Edits by a v1 user, and what v1alpha1 shows of them. */
  private static final List<Edit> EDITS_OF_V1 =
      List.of(
          edit(
              "no autoscaling",
              (s, g) -> s.remove("autoscalingEnabled"),
              (s, g) -> s.remove("enableInTreeAutoscaling")),
          edit(
              "type of the Service",
              (s, g) -> headNode(s).put("serviceType", "ExternalName"),
              (s, g) -> head(s).put("serviceType", "ExternalName")),
          edit(
              "no type of the Service",
              (s, g) -> headNode(s).put("serviceType", "ClusterIP"),
              (s, g) -> head(s).remove("serviceType")),
          edit(
              "name of the Service, which workers have been told",
              (s, g) -> {
                for (JsonNode group : GROUPS.groups(s)) {
                  ObjectNode container = rayContainer((ObjectNode) group);
                  container.withArray("/env").add(variable("RAY_HEAD_SERVICE_IP", "demo-head"));
                  for (JsonNode init : group.at("/template/spec/initContainers")) {
                    if (!isOfV1Client(init)) {
                      ((ObjectNode) init)
                          .withArray("/env")
                          .add(variable("RAY_HEAD_SERVICE_IP", "demo-head"));
                    }
                  }
                }
              },
              (s, g) -> head(s).withObject("/headService/metadata").put("name", "other")),
          edit(
              "start parameter",
              (s, g) -> params(GROUPS.group(s, g)).put("x", "y"),
              (s, g) -> startParams(worker(s, g)).put("x", "y")),
          edit(
              "command",
              EditLaw::nothing,
              (s, g) -> container(s, g).putArray("command").add("sleep")),
          edit(
              "environment variable",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g)).withArray("/env").add(variable("NEW", "1")),
              (s, g) -> container(s, g).withArray("/env").add(variable("NEW", "1"))),
          edit(
              "no environment",
              (s, g) -> {
                // An empty list is the user's way to write none, and stays.
                if (!rayContainer(GROUPS.group(s, g)).path("env").isEmpty()) {
                  rayContainer(GROUPS.group(s, g)).remove("env");
                }
              },
              (s, g) -> container(s, g).remove("env")),
          edit(
              "group renamed",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g).put("groupName", "renamed"))
                      .remove(List.of("command", "args")),
              (s, g) -> worker(s, g).put("groupName", "renamed")),
          edit(
              "group added",
              (s, g) ->
                  GROUPS
                      .groups(s)
                      .addObject()
                      .put("groupName", "added")
                      .put("replicas", 0)
                      .put("minReplicas", 0)
                      .put("maxReplicas", Integer.MAX_VALUE),
              (s, g) -> workers(s).addObject().put("groupName", "added")),
          edit(
              "idle time-out",
              EditLaw::nothing,
              (s, g) -> worker(s, g).put("idleTimeoutSeconds", 5)),
          edit("workers to delete", EditLaw::nothing, HubSpec::deleteAWorker),
          edit("suspend", EditLaw::nothing, (s, g) -> s.put("suspend", true)),
          edit(
              "annotations of the Service",
              EditLaw::nothing,
              (s, g) -> s.putObject("headServiceAnnotations").put("a", "b")));

  @Test
  void anEditOfByteDancesViewChangesV1ByWhatItMeans() {
    LAW.holdsForEditsOfTheOldView(
        Stream.concat(GROUPS.all().stream(), EDITS_OF_BYTEDANCE.stream()).toList());
  }

  @Test
  void anEditOfV1IsSeenInByteDancesViewAsFarAsItCanSayIt() {
    LAW.holdsForEditsOfV1(Stream.concat(GROUPS.all().stream(), EDITS_OF_V1.stream()).toList());
  }

  private static boolean isImplied(JsonNode variable) {
    return IMPLIED.contains(variable.path("name").asText());
  }

  /** Whether an init container was added in v1, so that it has no variables of the operator. */
  private static boolean isOfV1Client(JsonNode initContainer) {
    return initContainer.path("name").asText().equals("init");
  }

  /** Gives a variable of the operator another value; it is the last one if it was not there. */
  private static void set(ObjectNode container, String name, String value) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        ((ObjectNode) variable).put("value", value);
        return;
      }
    }
    container.withArray("/env").add(variable(name, value));
  }

  private static void withoutService(ObjectNode container) {
    keepEnv(container, v -> !v.path("name").asText().equals("RAY_HEAD_SERVICE_IP"));
  }

  private static ObjectNode headNode(ObjectNode spec) {
    return (ObjectNode) spec.path("headNodeSpec");
  }

  private static ObjectNode params(ObjectNode group) {
    return (ObjectNode) group.path("params");
  }

  private static ObjectNode startParams(ObjectNode hubGroup) {
    return (ObjectNode) hubGroup.path("rayStartParams");
  }
}

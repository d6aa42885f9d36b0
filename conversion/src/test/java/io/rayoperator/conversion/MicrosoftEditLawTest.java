package io.rayoperator.conversion;

import static io.rayoperator.conversion.EditLaw.edit;
import static io.rayoperator.conversion.HubSpec.container;
import static io.rayoperator.conversion.HubSpec.head;
import static io.rayoperator.conversion.HubSpec.insertEnv;
import static io.rayoperator.conversion.HubSpec.keepEnv;
import static io.rayoperator.conversion.HubSpec.names;
import static io.rayoperator.conversion.HubSpec.pod;
import static io.rayoperator.conversion.HubSpec.rayContainer;
import static io.rayoperator.conversion.HubSpec.variable;
import static io.rayoperator.conversion.HubSpec.worker;
import static io.rayoperator.conversion.HubSpec.workers;
import static io.rayoperator.conversion.Laws.RANDOM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.EditLaw.Change;
import io.rayoperator.conversion.EditLaw.Edit;
import io.rayoperator.conversion.layout.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Law 3 for Microsoft's layout: what each kind of edit of one view means for the other. */
class MicrosoftEditLawTest {
  private static final PodTemplateEdits GROUPS = new PodTemplateEdits("workerGroupsSpec");

  private static final EditLaw LAW =
      new EditLaw(
          Layout.MICROSOFT, RANDOM::tidyMicrosoft, spec -> names(spec.path("workerGroupsSpec")));

  private static final List<String> SCRIPT =
      List.of(
          "/bin/bash",
          "-c",
          "ulimit -n 65536; options=\"${KUBERAY_GEN_RAY_START_CMD#ray start}\";"
              + " eval \"ray start ${options/ --block /}\" && eval \"$0 $*\" && sleep infinity");

  /** Edits that both versions make in the same way. */
  private static final List<Edit> EDITS_OF_EITHER =
      List.of(
          same("replicas of the head", (s, g) -> head(s).put("replicas", 3)),
          same("type of the default Service", (s, g) -> head(s).put("serviceType", "NodePort")),
          same("start parameter", (s, g) -> head(s).withObject("/rayStartParams").put("x", "y")),
          edit(
              "ports of the Service",
              (s, g) -> service(s).withObject("/spec").putArray("ports").addObject().put("port", 1),
              (s, g) ->
                  hubService(s).withObject("/spec").putArray("ports").addObject().put("port", 1)),
          edit(
              "label of the Service",
              (s, g) -> service(s).withObject("/metadata/labels").put("a", "b"),
              (s, g) -> hubService(s).withObject("/metadata/labels").put("a", "b")),
          edit(
              "workers to delete",
              (s, g) ->
                  GROUPS
                      .group(s, g)
                      .putObject("scaleStrategy")
                      .putArray("workersToDelete")
                      .add("pod-3"),
              HubSpec::deleteAWorker),
          edit(
              "init container",
              (s, g) ->
                  GROUPS.podOf(s, g).withArray("/initContainers").addObject().put("name", "wait"),
              (s, g) -> pod(s, g).withArray("/initContainers").addObject().put("name", "wait")));

  /** Edits by a v1alpha1 user, and what they mean in v1. */
  private static final List<Edit> EDITS_OF_MICROSOFT =
      List.of(
          edit(
              "name of the Service",
              (s, g) -> service(s).withObject("/metadata").put("name", "other"),
              (s, g) -> hubService(s).withObject("/metadata").put("name", "demo-other")),
          edit(
              "name of the Service with that of the cluster",
              (s, g) -> service(s).withObject("/metadata").put("name", "demo-b"),
              (s, g) -> hubService(s).withObject("/metadata").put("name", "demo-b")),
          edit(
              "Service with an address",
              (s, g) -> service(s).withObject("/spec").put("type", "NodePort"),
              (s, g) -> {
                hubService(s).withObject("/spec").put("type", "NodePort").remove("clusterIP");
              }),
          edit(
              "no Service",
              (s, g) -> s.remove("headService"),
              (s, g) -> head(s).remove("headService")),
          edit(
              "password of a group",
              (s, g) ->
                  GROUPS.group(s, g).withObject("/rayStartParams").put("redis-password", "new"),
              (s, g) -> {
                worker(s, g).withObject("/rayStartParams").put("redis-password", "new");
                setPassword(container(s, g), "new");
              }),
          edit(
              "no password",
              (s, g) ->
                  ((ObjectNode) GROUPS.group(s, g).path("rayStartParams")).remove("redis-password"),
              (s, g) -> {
                ((ObjectNode) worker(s, g).path("rayStartParams")).remove("redis-password");
                keepEnv(container(s, g), v -> !isPassword(v));
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
              "command, which runs after Ray has started",
              (s, g) -> command(rayContainer(GROUPS.group(s, g)), List.of("sleep"), "5"),
              (s, g) -> command(container(s, g), script("sleep"), "5")),
          edit(
              "arguments only",
              (s, g) -> command(rayContainer(GROUPS.group(s, g)), List.of(), "a", "b c"),
              (s, g) -> command(container(s, g), SCRIPT, "a", "b c")),
          edit(
              "command that starts Ray itself",
              (s, g) ->
                  command(rayContainer(GROUPS.group(s, g)), List.of("sh", "-c"), "ray start --x"),
              (s, g) -> command(container(s, g), List.of("sh", "-c"), "ray start --x")),
          edit(
              "no command",
              (s, g) -> rayContainer(GROUPS.group(s, g)).remove(List.of("command", "args")),
              (s, g) -> container(s, g).remove(List.of("command", "args"))),
          edit(
              "environment variable",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g)).withArray("/env").add(variable("NEW", "1")),
              (s, g) ->
                  insertEnv(
                      container(s, g), variable("NEW", "1"), MicrosoftEditLawTest::isPassword)),
          edit(
              "address of the head",
              (s, g) -> rayContainer(head(s)).withArray("/env").add(variable("RAY_IP", "::1")),
              (s, g) -> {
                ObjectNode container = rayContainer(head(s));
                keepEnv(container, v -> !v.path("name").asText().equals("RAY_IP"));
                insertEnv(container, variable("RAY_IP", "::1"), MicrosoftEditLawTest::isPassword);
              }),
          edit(
              "group renamed",
              (s, g) -> GROUPS.group(s, g).put("groupName", "renamed"),
              (s, g) -> worker(s, g).put("groupName", "renamed").remove("idleTimeoutSeconds")),
          edit(
              "group added",
              (s, g) -> GROUPS.groups(s).addObject().put("groupName", "added"),
              (s, g) ->
                  workers(s)
                      .addObject()
                      .put("groupName", "added")
                      .put("replicas", 0)
                      .put("minReplicas", 0)
                      .put("maxReplicas", Integer.MAX_VALUE)),
          edit(
              "no head", (s, g) -> s.remove("headGroupSpec"), (s, g) -> s.remove("headGroupSpec")));

  /** Edits by a v1 user, and what v1alpha1 shows of them. */
  private static final List<Edit> EDITS_OF_V1 =
      List.of(
          edit(
              "name of the Service",
              (s, g) -> service(s).withObject("/metadata").put("name", "elsewhere"),
              (s, g) -> hubService(s).withObject("/metadata").put("name", "elsewhere")),
          edit(
              "Service with an address",
              (s, g) -> service(s).withObject("/spec").put("type", "NodePort"),
              (s, g) -> {
                hubService(s).withObject("/spec").put("type", "NodePort").remove("clusterIP");
              }),
          edit(
              "pods that are not ready",
              (s, g) -> service(s).withObject("/spec").put("publishNotReadyAddresses", false),
              (s, g) -> hubService(s).withObject("/spec").put("publishNotReadyAddresses", false)),
          edit(
              "no Service",
              (s, g) -> s.remove("headService"),
              (s, g) -> head(s).remove("headService")),
          edit(
              "command before Ray starts",
              (s, g) -> command(rayContainer(GROUPS.group(s, g)), List.of("pip"), "install"),
              (s, g) -> command(container(s, g), List.of("pip"), "install")),
          edit(
              "command after Ray has started",
              (s, g) -> command(rayContainer(GROUPS.group(s, g)), List.of("sleep"), "5"),
              (s, g) -> command(container(s, g), script("sleep"), "5")),
          edit(
              "environment variable",
              (s, g) ->
                  rayContainer(GROUPS.group(s, g)).withArray("/env").add(variable("NEW", "1")),
              (s, g) -> container(s, g).withArray("/env").add(variable("NEW", "1"))),
          edit(
              "group renamed",
              (s, g) -> GROUPS.group(s, g).put("groupName", "renamed"),
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
          edit("autoscaling", EditLaw::nothing, (s, g) -> s.put("enableInTreeAutoscaling", false)),
          edit("suspend", EditLaw::nothing, (s, g) -> s.put("suspend", true)));

  private static Edit same(String what, Change change) {
    return edit(what, change, change);
  }

  @Test
  void anEditOfMicrosoftsViewChangesV1ByWhatItMeans() {
    LAW.holdsForEditsOfTheOldView(all(EDITS_OF_MICROSOFT));
  }

  @Test
  void anEditOfV1IsSeenInMicrosoftsViewAsFarAsItCanSayIt() {
    LAW.holdsForEditsOfV1(all(EDITS_OF_V1));
  }

  private static List<Edit> all(List<Edit> ofOneSide) {
    return Stream.of(GROUPS.all(), EDITS_OF_EITHER, ofOneSide).flatMap(List::stream).toList();
  }

  private static boolean isPassword(JsonNode variable) {
    return variable.path("name").asText().equals("REDIS_PASSWORD");
  }

  private static void setPassword(ObjectNode container, String password) {
    for (JsonNode variable : container.path("env")) {
      if (isPassword(variable)) {
        ((ObjectNode) variable).put("value", password);
        return;
      }
    }
    container.withArray("/env").add(variable("REDIS_PASSWORD", password));
  }

  private static List<String> script(String word) {
    return Stream.concat(SCRIPT.stream(), Stream.of(word)).toList();
  }

  private static void command(ObjectNode container, List<String> command, String... args) {
    container.remove("command");
    if (!command.isEmpty()) {
      command.forEach(container.putArray("command")::add);
    }
    List.of(args).forEach(container.putArray("args")::add);
  }

  private static ObjectNode service(ObjectNode spec) {
    return (ObjectNode) spec.path("headService");
  }

  private static ObjectNode hubService(ObjectNode spec) {
    return (ObjectNode) head(spec).path("headService");
  }
}

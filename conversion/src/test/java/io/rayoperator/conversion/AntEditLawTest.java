package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.conversion.Laws.RANDOM;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.forAll;
import static io.rayoperator.conversion.Laws.received;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Laws.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 3 for Ant's layout: what each kind of edit of one view means for the other. */
class AntEditLawTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** An edit of one view and the same edit of the other, of the group called {@code name}. */
  private record Edit(String what, Change ofShown, Change ofStored) {}

  private interface Change {
    void apply(ObjectNode spec, String name);
  }

  /** Edits by a v1alpha1 user, and what they mean in v1. */
  private static final List<Edit> EDITS_OF_ANT =
      List.of(
          edit(
              "image",
              (s, g) -> group(s, g).put("image", "new"),
              (s, g) -> container(s, g).put("image", "new")),
          edit(
              "no image of its own",
              (s, g) -> group(s, g).remove("image"),
              (s, g) -> container(s, g).put("image", "rayproject/autoscaler")),
          edit(
              "pull policy of all",
              (s, g) -> s.put("imagePullPolicy", "Never"),
              (s, g) -> allContainers(s).forEach(c -> c.put("imagePullPolicy", "Never"))),
          edit(
              "replicas",
              (s, g) -> group(s, g).put("replicas", 7),
              (s, g) -> hubGroup(s, g).put("replicas", 7)),
          edit(
              "command",
              (s, g) -> group(s, g).put("command", "sleep infinity"),
              (s, g) -> {
                container(s, g).putArray("args").add("sleep infinity");
                ObjectNode params = (ObjectNode) hubGroup(s, g).path("rayStartParams");
                params.remove(List.of("block", "num-cpus"));
              }),
          edit(
              "label",
              (s, g) -> group(s, g).withObject("/labels").put("new", "label"),
              (s, g) -> template(s, g).withObject("/metadata/labels").put("new", "label")),
          edit(
              "annotation",
              (s, g) -> group(s, g).withObject("/annotations").put("new", "annotation"),
              (s, g) ->
                  template(s, g).withObject("/metadata/annotations").put("new", "annotation")),
          edit(
              "environment variable",
              (s, g) ->
                  group(s, g)
                      .withArray("/containerEnv")
                      .addObject()
                      .put("name", "NEW")
                      .put("value", "1"),
              (s, g) -> {
                ArrayNode env = container(s, g).withArray("/env");
                env.insert(
                    firstImplied(env), JSON.objectNode().put("name", "NEW").put("value", "1"));
              }),
          edit(
              "no environment",
              (s, g) -> group(s, g).remove("containerEnv"),
              AntEditLawTest::onlyImpliedEnv),
          edit(
              "service account",
              (s, g) -> group(s, g).put("serviceAccountName", "ray"),
              (s, g) -> pod(s, g).put("serviceAccountName", "ray")),
          edit(
              "no affinity",
              (s, g) -> group(s, g).remove("affinity"),
              (s, g) -> pod(s, g).remove("affinity")),
          edit(
              "node selector",
              (s, g) -> group(s, g).putObject("nodeSelector").put("disk", "ssd"),
              (s, g) -> pod(s, g).putObject("nodeSelector").put("disk", "ssd")),
          edit(
              "tolerations",
              (s, g) -> group(s, g).putArray("tolerations").addObject().put("key", "k"),
              (s, g) -> pod(s, g).putArray("tolerations").addObject().put("key", "k")),
          edit(
              "volume and mount",
              (s, g) -> {
                group(s, g).putArray("volumes").addObject().put("name", "v");
                group(s, g)
                    .putArray("volumeMounts")
                    .addObject()
                    .put("name", "v")
                    .put("mountPath", "/v");
              },
              (s, g) -> {
                pod(s, g).putArray("volumes").addObject().put("name", "v");
                container(s, g)
                    .putArray("volumeMounts")
                    .addObject()
                    .put("name", "v")
                    .put("mountPath", "/v");
              }),
          edit(
              "resources",
              (s, g) -> group(s, g).putObject("resources").putObject("limits").put("cpu", 2),
              (s, g) -> container(s, g).putObject("resources").putObject("limits").put("cpu", 2)),
          edit(
              "ports",
              (s, g) -> group(s, g).putArray("ports").addObject().put("containerPort", 1),
              (s, g) -> container(s, g).putArray("ports").addObject().put("containerPort", 1)),
          edit(
              "group removed",
              (s, g) -> remove(extensions(s), group(s, g)),
              AntEditLawTest::removeWorker),
          edit(
              "group moved to the end",
              (s, g) -> extensions(s).add(remove(extensions(s), group(s, g))),
              (s, g) -> workers(s).add(remove(workers(s), hubGroup(s, g)))),
          edit(
              "head moved to the front",
              (s, g) -> extensions(s).insert(0, remove(extensions(s), head(s))),
              (s, g) -> {}),
          edit("cluster name", (s, g) -> s.put("clusterName", "other"), (s, g) -> {}),
          edit(
              "service suffix",
              (s, g) -> group(s, g).put("headServiceSuffix", "x.svc"),
              (s, g) -> {}),
          edit("pod names", (s, g) -> group(s, g).putArray("idList").add("pod-1"), (s, g) -> {}),
          edit("replicas of the head", (s, g) -> head(s).put("replicas", 2), (s, g) -> {}),
          edit("type in another case", (s, g) -> group(s, g).put("type", "Worker"), (s, g) -> {}),
          edit(
              "no head",
              (s, g) -> remove(extensions(s), head(s)),
              (s, g) -> s.remove("headGroupSpec")));

  /** Edits by a v1 user, and what v1alpha1 shows of them. */
  private static final List<Edit> EDITS_OF_V1 =
      List.of(
          edit(
              "image",
              (s, g) -> group(s, g).put("image", "new"),
              (s, g) -> container(s, g).put("image", "new")),
          edit(
              "replicas",
              (s, g) -> group(s, g).put("replicas", 7),
              (s, g) -> hubGroup(s, g).put("replicas", 7)),
          edit(
              "command",
              (s, g) -> group(s, g).put("command", "sleep infinity"),
              (s, g) -> container(s, g).putArray("args").add("sleep infinity")),
          edit(
              "command without a shell",
              (s, g) -> group(s, g).remove("command"),
              (s, g) -> container(s, g).putArray("command").add("ray")),
          edit(
              "label",
              (s, g) -> group(s, g).withObject("/labels").put("new", "label"),
              (s, g) -> template(s, g).withObject("/metadata/labels").put("new", "label")),
          edit(
              "environment variable",
              (s, g) ->
                  group(s, g)
                      .withArray("/containerEnv")
                      .addObject()
                      .put("name", "NEW")
                      .put("value", "1"),
              (s, g) ->
                  container(s, g)
                      .withArray("/env")
                      .addObject()
                      .put("name", "NEW")
                      .put("value", "1")),
          edit(
              "no tolerations",
              (s, g) -> group(s, g).remove("tolerations"),
              (s, g) -> pod(s, g).remove("tolerations")),
          edit(
              "group removed",
              (s, g) -> remove(extensions(s), group(s, g)),
              AntEditLawTest::removeWorker),
          edit(
              "group added",
              (s, g) ->
                  extensions(s)
                      .addObject()
                      .put("replicas", 2)
                      .put("groupName", "added")
                      .put("type", "worker"),
              (s, g) ->
                  workers(s)
                      .addObject()
                      .put("groupName", "added")
                      .put("replicas", 2)
                      .withObject("/template/spec")
                      .putArray("containers")
                      .addObject()
                      .put("name", "worker")),
          edit(
              "sidecar",
              (s, g) -> {},
              (s, g) -> pod(s, g).withArray("/containers").addObject().put("name", "sidecar2")),
          edit(
              "bounds",
              (s, g) -> {},
              (s, g) -> hubGroup(s, g).put("minReplicas", 1).put("maxReplicas", 9)),
          edit("workers to delete", (s, g) -> {}, AntEditLawTest::deleteAWorker),
          edit("rayVersion", (s, g) -> {}, (s, g) -> s.put("rayVersion", "2.55.0")),
          edit("suspend", (s, g) -> {}, (s, g) -> s.put("suspend", true)),
          edit("container name", (s, g) -> {}, (s, g) -> container(s, g).put("name", "ray")),
          edit(
              "start parameters",
              (s, g) -> {},
              (s, g) -> hubGroup(s, g).withObject("/rayStartParams").put("x", "y")));

  private static Edit edit(String what, Change ofShown, Change ofStored) {
    return new Edit(what, ofShown, ofStored);
  }

  @Test
  void anEditOfAntsViewChangesV1ByWhatItMeans() {
    forAll(
        "law 3: edit v1alpha1",
        "ANT",
        i -> {
          Edit edit = EDITS_OF_ANT.get(i % EDITS_OF_ANT.size());
          ObjectNode stored = storedWithMoreThanAntCanSay(i);
          ObjectNode shown = received(down(stored)).deepCopy();
          String group = someWorker(shown, i);
          edit.ofShown.apply(spec(shown), group);
          ObjectNode result = received(up(received(shown)));
          ObjectNode expected = stored.deepCopy();
          edit.ofStored.apply(spec(expected), group);
          explained(
              edit,
              () ->
                  same(
                      without(received(expected), V1ALPHA1_RESIDUAL),
                      without(result, V1ALPHA1_RESIDUAL)));
          explained(
              edit,
              () ->
                  same(
                      without(received(shown), V1_RESIDUAL),
                      without(received(down(result)), V1_RESIDUAL)));
        });
  }

  @Test
  void anEditOfV1IsSeenInAntsViewAsFarAsItCanSayIt() {
    forAll(
        "law 3: edit v1",
        "ANT",
        i -> {
          Edit edit = EDITS_OF_V1.get(i % EDITS_OF_V1.size());
          ObjectNode stored = storedWithMoreThanAntCanSay(i);
          ObjectNode expected = received(down(stored)).deepCopy();
          String group = someWorker(expected, i);
          edit.ofShown.apply(spec(expected), group);
          ObjectNode edited = stored.deepCopy();
          edit.ofStored.apply(spec(edited), group);
          edited = received(edited);
          ObjectNode shown = received(down(edited));
          explained(edit, () -> same(without(expected, V1_RESIDUAL), without(shown, V1_RESIDUAL)));
          ObjectNode again = received(up(shown));
          same(without(edited, V1ALPHA1_RESIDUAL), without(again, V1ALPHA1_RESIDUAL));
        });
  }

  private static void explained(Edit edit, Runnable check) {
    try {
      check.run();
    } catch (AssertionError e) {
      throw new AssertionError("edit: " + edit.what, e);
    }
  }

  /** A stored object that was written as Ant's, and then used by v1 clients. */
  private static ObjectNode storedWithMoreThanAntCanSay(int i) {
    ObjectNode stored = received(up(RANDOM.tidyAnt(i))).deepCopy();
    RandomJson random = RANDOM.random(-1 - i);
    ObjectNode spec = spec(stored);
    spec.putObject("authOptions").put("mode", "token");
    spec.put("enableInTreeAutoscaling", true).putObject("autoscalerOptions").put("version", "v2");
    spec.withObject("/headGroupSpec").putObject("labels").put("zone", "a");
    for (JsonNode group : workers(spec)) {
      String name = group.path("groupName").asText();
      if (random.oneIn(2)) {
        hubGroup(spec, name)
            .put("minReplicas", 1)
            .put("maxReplicas", 5)
            .put("idleTimeoutSeconds", 60);
        deleteAWorker(spec, name);
      }
      if (random.oneIn(2)) {
        pod(spec, name)
            .put("hostNetwork", true)
            .withArray("/containers")
            .addObject()
            .put("name", "sidecar");
        pod(spec, name)
            .putArray("initContainers")
            .addObject()
            .put("name", "init")
            .put("image", "busybox");
      }
      if (random.oneIn(2)) {
        hubGroup(spec, name).withObject("/rayStartParams").put("resources", "{}");
        container(spec, name).putObject("lifecycle");
      }
    }
    stored
        .putObject("status")
        .put("state", "ready")
        .putArray("conditions")
        .addObject()
        .put("type", "HeadPodReady");
    return received(stored);
  }

  private static void deleteAWorker(ObjectNode spec, String group) {
    hubGroup(spec, group).putObject("scaleStrategy").putArray("workersToDelete").add("pod-3");
  }

  private static void onlyImpliedEnv(ObjectNode spec, String group) {
    ArrayNode env = JSON.arrayNode();
    container(spec, group)
        .path("env")
        .forEach(
            v -> {
              if (isImplied(v)) {
                env.add(v);
              }
            });
    container(spec, group).set("env", env);
  }

  private static boolean isImplied(JsonNode variable) {
    return variable.at("/valueFrom/fieldRef/apiVersion").asText().equals("v1");
  }

  private static int firstImplied(ArrayNode env) {
    for (int i = 0; i < env.size(); i++) {
      if (isImplied(env.get(i))) {
        return i;
      }
    }
    return env.size();
  }

  private static ObjectNode spec(ObjectNode object) {
    return (ObjectNode) object.path("spec");
  }

  private static ArrayNode extensions(ObjectNode spec) {
    return (ArrayNode) spec.path("extensions");
  }

  private static ArrayNode workers(ObjectNode spec) {
    return (ArrayNode) spec.path("workerGroupSpecs");
  }

  private static ObjectNode named(ArrayNode groups, String name) {
    for (JsonNode group : groups) {
      if (group.path("groupName").asText().equals(name)) {
        return (ObjectNode) group;
      }
    }
    throw new AssertionError("no group " + name);
  }

  private static ObjectNode group(ObjectNode spec, String name) {
    return named(extensions(spec), name);
  }

  private static ObjectNode head(ObjectNode spec) {
    return group(spec, "head-group");
  }

  private static ObjectNode hubGroup(ObjectNode spec, String name) {
    return named(workers(spec), name);
  }

  private static ObjectNode template(ObjectNode spec, String group) {
    return (ObjectNode) hubGroup(spec, group).path("template");
  }

  private static ObjectNode pod(ObjectNode spec, String group) {
    return (ObjectNode) template(spec, group).path("spec");
  }

  private static ObjectNode container(ObjectNode spec, String group) {
    return (ObjectNode) pod(spec, group).path("containers").path(0);
  }

  private static List<ObjectNode> allContainers(ObjectNode spec) {
    List<ObjectNode> containers = new ArrayList<>();
    containers.add((ObjectNode) spec.at("/headGroupSpec/template/spec/containers/0"));
    workers(spec)
        .forEach(group -> containers.add((ObjectNode) group.at("/template/spec/containers/0")));
    return containers;
  }

  private static ObjectNode remove(ArrayNode groups, ObjectNode group) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).equals(group)) {
        return (ObjectNode) groups.remove(i);
      }
    }
    throw new AssertionError("not in the list");
  }

  private static void removeWorker(ObjectNode spec, String group) {
    remove(workers(spec), hubGroup(spec, group));
    if (workers(spec).isEmpty()) {
      spec.remove("workerGroupSpecs");
    }
  }

  private static String someWorker(ObjectNode shown, int i) {
    List<String> workers = new ArrayList<>();
    extensions(spec(shown))
        .forEach(
            group -> {
              if (group.path("type").asText().equals("worker")) {
                workers.add(group.path("groupName").asText());
              }
            });
    return workers.get((i / 7) % workers.size());
  }
}

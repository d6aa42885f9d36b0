package io.rayoperator.conversion;

import static io.rayoperator.conversion.EditLaw.edit;
import static io.rayoperator.conversion.HubSpec.container;
import static io.rayoperator.conversion.HubSpec.insertEnv;
import static io.rayoperator.conversion.HubSpec.keepEnv;
import static io.rayoperator.conversion.HubSpec.moveToTheEnd;
import static io.rayoperator.conversion.HubSpec.named;
import static io.rayoperator.conversion.HubSpec.pod;
import static io.rayoperator.conversion.HubSpec.rayContainer;
import static io.rayoperator.conversion.HubSpec.rayContainers;
import static io.rayoperator.conversion.HubSpec.remove;
import static io.rayoperator.conversion.HubSpec.template;
import static io.rayoperator.conversion.HubSpec.variable;
import static io.rayoperator.conversion.HubSpec.worker;
import static io.rayoperator.conversion.HubSpec.workers;
import static io.rayoperator.conversion.Laws.RANDOM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.EditLaw.Edit;
import io.rayoperator.conversion.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 3 for Ant's layout: what each kind of edit of one view means for the other. */
class AntEditLawTest {
  private static final EditLaw LAW =
      new EditLaw(Layout.ANT, RANDOM::tidyAnt, AntEditLawTest::workerNames);

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
              (s, g) -> rayContainers(s).forEach(c -> c.put("imagePullPolicy", "Never"))),
          edit(
              "replicas",
              (s, g) -> group(s, g).put("replicas", 7),
              (s, g) -> worker(s, g).put("replicas", 7)),
          edit(
              "command",
              (s, g) -> group(s, g).put("command", "sleep infinity"),
              (s, g) -> {
                container(s, g).putArray("args").add("sleep infinity");
                ObjectNode params = (ObjectNode) worker(s, g).path("rayStartParams");
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
                insertEnv(container(s, g), variable("NEW", "1"), AntEditLawTest::isImplied);
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
              (s, g) -> moveToTheEnd(extensions(s), g),
              (s, g) -> moveToTheEnd(workers(s), g)),
          edit(
              "group renamed",
              (s, g) -> group(s, g).put("groupName", "renamed"),
              AntEditLawTest::replacedByWhatAntCanSay),
          edit(
              "group added",
              (s, g) ->
                  extensions(s)
                      .addObject()
                      .put("replicas", 2)
                      .put("groupName", "added")
                      .put("type", "worker"),
              AntEditLawTest::addWorker),
          edit(
              "head moved to the front",
              (s, g) -> extensions(s).insert(0, remove(extensions(s), antHead(s))),
              EditLaw::nothing),
          edit("cluster name", (s, g) -> s.put("clusterName", "other"), EditLaw::nothing),
          edit(
              "service suffix",
              (s, g) -> group(s, g).put("headServiceSuffix", "x.svc"),
              EditLaw::nothing),
          edit(
              "pod names", (s, g) -> group(s, g).putArray("idList").add("pod-1"), EditLaw::nothing),
          edit("replicas of the head", (s, g) -> antHead(s).put("replicas", 2), EditLaw::nothing),
          edit(
              "type in another case",
              (s, g) -> group(s, g).put("type", "Worker"),
              EditLaw::nothing),
          edit(
              "no head",
              (s, g) -> remove(extensions(s), antHead(s)),
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
              (s, g) -> worker(s, g).put("replicas", 7)),
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
              EditLaw::nothing,
              (s, g) -> pod(s, g).withArray("/containers").addObject().put("name", "sidecar2")),
          edit(
              "bounds",
              EditLaw::nothing,
              (s, g) -> worker(s, g).put("minReplicas", 1).put("maxReplicas", 9)),
          edit("workers to delete", EditLaw::nothing, HubSpec::deleteAWorker),
          edit("rayVersion", EditLaw::nothing, (s, g) -> s.put("rayVersion", "2.55.0")),
          edit("suspend", EditLaw::nothing, (s, g) -> s.put("suspend", true)),
          edit("container name", EditLaw::nothing, (s, g) -> container(s, g).put("name", "ray")),
          edit(
              "start parameters",
              EditLaw::nothing,
              (s, g) -> worker(s, g).withObject("/rayStartParams").put("x", "y")));

  @Test
  void anEditOfAntsViewChangesV1ByWhatItMeans() {
    LAW.holdsForEditsOfTheOldView(EDITS_OF_ANT);
  }

  @Test
  void anEditOfV1IsSeenInAntsViewAsFarAsItCanSayIt() {
    LAW.holdsForEditsOfV1(EDITS_OF_V1);
  }

  /** A group of another name is another group: what v1 clients had added to the old one is gone. */
  private static void replacedByWhatAntCanSay(ObjectNode spec, String group) {
    ObjectNode worker = worker(spec, group);
    worker
        .put("groupName", "renamed")
        .put("minReplicas", 0)
        .put("maxReplicas", Integer.MAX_VALUE)
        .remove(List.of("idleTimeoutSeconds", "scaleStrategy"));
    ((ObjectNode) worker.path("rayStartParams")).remove("resources");
    ObjectNode pod = (ObjectNode) worker.at("/template/spec");
    pod.remove(List.of("hostNetwork", "initContainers"));
    ArrayNode containers = (ArrayNode) pod.path("containers");
    while (containers.size() > 1) {
      containers.remove(1);
    }
    rayContainer(worker).remove("lifecycle");
  }

  /** A group that says nothing but its size has what all groups of the object have. */
  private static void addWorker(ObjectNode spec, String other) {
    ObjectNode like = container(spec, other);
    ObjectNode worker = workers(spec).addObject().put("groupName", "added").put("replicas", 2);
    worker.put("minReplicas", 0).put("maxReplicas", Integer.MAX_VALUE).putObject("rayStartParams");
    ObjectNode container =
        worker
            .putObject("template")
            .putObject("spec")
            .putArray("containers")
            .addObject()
            .put("name", "worker")
            .put("image", "rayproject/autoscaler");
    if (like.has("imagePullPolicy")) {
      container.set("imagePullPolicy", like.get("imagePullPolicy"));
    }
    ArrayNode ports = container.putArray("ports");
    ports.addObject().put("containerPort", 6379).put("name", "redis");
    ports.addObject().put("containerPort", 30021).put("name", "http-server");
    container.set("env", like.get("env").deepCopy());
    keepEnv(container, AntEditLawTest::isImplied);
  }

  private static void onlyImpliedEnv(ObjectNode spec, String group) {
    keepEnv(container(spec, group), AntEditLawTest::isImplied);
  }

  private static boolean isImplied(JsonNode variable) {
    return variable.at("/valueFrom/fieldRef/apiVersion").asText().equals("v1");
  }

  private static ArrayNode extensions(ObjectNode spec) {
    return (ArrayNode) spec.path("extensions");
  }

  private static ObjectNode group(ObjectNode spec, String name) {
    return named(extensions(spec), name);
  }

  private static ObjectNode antHead(ObjectNode spec) {
    return group(spec, "head-group");
  }

  private static void removeWorker(ObjectNode spec, String group) {
    remove(workers(spec), worker(spec, group));
    if (workers(spec).isEmpty()) {
      spec.remove("workerGroupSpecs");
    }
  }

  private static List<String> workerNames(ObjectNode spec) {
    List<String> workers = new ArrayList<>();
    extensions(spec)
        .forEach(
            group -> {
              if (group.path("type").asText().equals("worker")) {
                workers.add(group.path("groupName").asText());
              }
            });
    return workers;
  }
}

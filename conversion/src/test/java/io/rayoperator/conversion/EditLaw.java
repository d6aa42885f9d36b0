package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.conversion.HubSpec.container;
import static io.rayoperator.conversion.HubSpec.deleteAWorker;
import static io.rayoperator.conversion.HubSpec.pod;
import static io.rayoperator.conversion.HubSpec.worker;
import static io.rayoperator.conversion.HubSpec.workers;
import static io.rayoperator.conversion.Laws.RANDOM;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.forAll;
import static io.rayoperator.conversion.Laws.received;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Laws.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.layout.Layout;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Law 3 for a layout, by a list of edits and what each means in the other version.
 *
 * @param tidy objects of the layout as careful users write them
 * @param groupNames the names of the worker groups in a spec of the layout
 */
record EditLaw(
    Layout layout, IntFunction<ObjectNode> tidy, Function<ObjectNode, List<String>> groupNames) {

  /** An edit of one view and the same edit of the other, of the worker group called by a name. */
  record Edit(String what, Change ofShown, Change ofStored) {}

  /** A change of a spec that is about a worker group, or is not. */
  interface Change {
    void apply(ObjectNode spec, String group);
  }

  static Edit edit(String what, Change ofShown, Change ofStored) {
    return new Edit(what, ofShown, ofStored);
  }

  /** Changes nothing. */
  static void nothing(ObjectNode spec, String group) {}

  /** An edit of the old view changes v1 by what it means, and the view is as it was edited. */
  void holdsForEditsOfTheOldView(List<Edit> edits) {
    forAll(
        "law 3: edit v1alpha1",
        layout,
        i -> {
          Edit edit = edits.get(i % edits.size());
          ObjectNode stored = storedWithMoreThanTheLayoutCanSay(i);
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

  /**
   * An edit of v1 is seen in the old view as far as it can say it, and is still there afterwards.
   */
  void holdsForEditsOfV1(List<Edit> edits) {
    forAll(
        "law 3: edit v1",
        layout,
        i -> {
          Edit edit = edits.get(i % edits.size());
          ObjectNode stored = storedWithMoreThanTheLayoutCanSay(i);
          ObjectNode expected = received(down(stored)).deepCopy();
          String group = someWorker(expected, i);
          edit.ofShown.apply(spec(expected), group);
          ObjectNode edited = stored.deepCopy();
          edit.ofStored.apply(spec(edited), group);
          ObjectNode written = received(edited);
          ObjectNode shown = received(down(written));
          explained(edit, () -> same(without(expected, V1_RESIDUAL), without(shown, V1_RESIDUAL)));
          ObjectNode again = received(up(shown));
          explained(
              edit,
              () -> same(without(written, V1ALPHA1_RESIDUAL), without(again, V1ALPHA1_RESIDUAL)));
        });
  }

  private static void explained(Edit edit, Runnable check) {
    try {
      check.run();
    } catch (AssertionError e) {
      throw new AssertionError("edit: " + edit.what, e);
    }
  }

  private static ObjectNode spec(ObjectNode object) {
    return (ObjectNode) object.path("spec");
  }

  private String someWorker(ObjectNode shown, int i) {
    List<String> names = groupNames.apply(spec(shown));
    return names.get((i / 7) % names.size());
  }

  /** A stored object that was written in the layout, and then used by v1 clients. */
  private ObjectNode storedWithMoreThanTheLayoutCanSay(int i) {
    ObjectNode stored = received(up(tidy.apply(i))).deepCopy();
    RandomJson random = RANDOM.random(-1 - i);
    ObjectNode spec = spec(stored);
    spec.putObject("authOptions").put("mode", "token");
    spec.put("enableInTreeAutoscaling", true).putObject("autoscalerOptions").put("version", "v2");
    spec.withObject("/headGroupSpec").putObject("labels").put("zone", "a");
    for (JsonNode group : workers(spec)) {
      String name = group.path("groupName").asText();
      if (random.oneIn(2)) {
        worker(spec, name)
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
        worker(spec, name).withObject("/rayStartParams").put("resources", "{}");
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
}

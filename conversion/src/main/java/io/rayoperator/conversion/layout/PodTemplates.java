package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of containers in a pod template that share everything else with it. */
@SuppressWarnings("ReferenceEquality") // The same node means unchanged.
public final class PodTemplates {
  private PodTemplates() {}

  /**
   * The template with its Ray container, which is the first one, and its init containers changed;
   * the template itself if nothing changes.
   */
  public static ObjectNode changed(
      ObjectNode template,
      UnaryOperator<ObjectNode> rayContainer,
      UnaryOperator<ObjectNode> initContainer) {
    ObjectNode pod = Trees.object(template, "spec");
    if (pod == null) {
      return template;
    }
    ArrayNode containers = changed(Trees.array(pod, "containers"), 1, rayContainer);
    ArrayNode initContainers =
        changed(Trees.array(pod, "initContainers"), Integer.MAX_VALUE, initContainer);
    if (containers == pod.get("containers") && initContainers == pod.get("initContainers")) {
      return template;
    }
    ObjectNode changedPod = Trees.copy(pod);
    if (containers != null) {
      changedPod.set("containers", containers);
    }
    if (initContainers != null) {
      changedPod.set("initContainers", initContainers);
    }
    ObjectNode result = Trees.copy(template);
    result.set("spec", changedPod);
    return result;
  }

  private static @Nullable ArrayNode changed(
      @Nullable ArrayNode containers, int limit, UnaryOperator<ObjectNode> change) {
    if (containers == null) {
      return null;
    }
    ArrayNode result = containers;
    for (int i = 0; i < containers.size() && i < limit; i++) {
      if (containers.get(i) instanceof ObjectNode container) {
        ObjectNode changed = change.apply(container);
        if (changed != container) {
          result = result == containers ? Trees.copy(containers) : result;
          result.set(i, changed);
        }
      }
    }
    return result;
  }
}

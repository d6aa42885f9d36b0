package io.rayoperator.api.v1.defaulting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the Ray autoscaler reads without asking whether it is there.
 *
 * <p>Where autoscaling is on, an absent {@code workerGroupSpecs} becomes empty (every autoscaler
 * ends with a KeyError otherwise), and so does an absent {@code rayStartParams} of a group (older
 * autoscalers do). The schema cannot say so: its defaults do not depend on other fields.
 *
 * <p>On an update, only what the update brings is completed: a group that has been running without
 * a field goes on without it, because the hash that decides on a restart covers the spec (KubeRay
 * contract §7.1).
 */
public final class RayClusterDefaults {

  private static final String GROUPS = "workerGroupSpecs";
  private static final String HEAD = "headGroupSpec";
  private static final String PARAMETERS = "rayStartParams";

  private RayClusterDefaults() {}

  /**
   * Returns the v1 object with its defaults: the argument itself if it has them all.
   *
   * @param stored the object that is replaced, or null when one is created
   * @param cluster not changed; the result shares subtrees with it
   */
  public static ObjectNode apply(@Nullable JsonNode stored, ObjectNode cluster) {
    if (!(cluster.get("spec") instanceof ObjectNode spec) || !isAutoscaling(spec)) {
      return cluster;
    }
    JsonNode before =
        stored != null && isAutoscaling(stored.path("spec")) ? stored.path("spec") : null;
    ObjectNode completed = shallowCopy(spec);
    if (isMissing(GROUPS, completed, before)) {
      completed.putArray(GROUPS);
    }
    if (completed.has(HEAD)) {
      completed.set(HEAD, complete(completed.get(HEAD), before == null ? null : before.get(HEAD)));
    }
    if (completed.get(GROUPS) instanceof ArrayNode groups) {
      completed.set(GROUPS, complete(groups, before));
    }
    return completed.equals(spec) ? cluster : shallowCopy(cluster).set("spec", completed);
  }

  private static ArrayNode complete(ArrayNode groups, @Nullable JsonNode specBefore) {
    Map<JsonNode, JsonNode> before = new HashMap<>();
    if (specBefore != null) {
      specBefore.path(GROUPS).forEach(group -> before.putIfAbsent(group.path("groupName"), group));
    }
    ArrayNode completed = groups.arrayNode(groups.size());
    groups.forEach(group -> completed.add(complete(group, before.get(group.path("groupName")))));
    return completed;
  }

  private static JsonNode complete(JsonNode group, @Nullable JsonNode before) {
    return group instanceof ObjectNode object && isMissing(PARAMETERS, object, before)
        ? shallowCopy(object).set(PARAMETERS, object.objectNode())
        : group;
  }

  /** Whether a field is absent that was not already absent before. */
  private static boolean isMissing(String field, ObjectNode object, @Nullable JsonNode before) {
    return !object.has(field) && (before == null || before.has(field));
  }

  private static boolean isAutoscaling(JsonNode spec) {
    return spec.path("enableInTreeAutoscaling").asBoolean(false);
  }

  private static ObjectNode shallowCopy(ObjectNode object) {
    ObjectNode copy = object.objectNode();
    copy.setAll(object);
    return copy;
  }
}

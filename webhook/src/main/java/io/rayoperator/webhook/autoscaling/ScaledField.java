package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The fields of a worker group that the autoscaler writes. */
enum ScaledField {
  REPLICAS("replicas"),
  SCALE_STRATEGY("scaleStrategy");

  private static final String SPEC = "spec";
  private static final String GROUPS = "workerGroupSpecs";

  private final String key;

  ScaledField(String key) {
    this.key = key;
  }

  /** The name of the field. */
  String key() {
    return key;
  }

  /** What a group says about the field; null if nothing. */
  @Nullable JsonNode said(@Nullable JsonNode group) {
    return group != null && group.hasNonNull(key) ? group.get(key) : null;
  }

  /** The value in a group: if it says nothing, the schema's default, or the JSON null. */
  JsonNode effective(@Nullable JsonNode group) {
    JsonNode said = said(group);
    return said == null ? absent() : said;
  }

  private JsonNode absent() {
    return this == REPLICAS ? IntNode.valueOf(0) : NullNode.getInstance();
  }

  /** A group with the field as it is in another one: the argument itself if that is the same. */
  ObjectNode copied(JsonNode from, ObjectNode to) {
    if (from.path(key).equals(to.path(key))) {
      return to;
    }
    ObjectNode copy = Trees.copy(to);
    if (from.has(key)) {
      copy.set(key, from.get(key));
    } else {
      copy.remove(key);
    }
    return copy;
  }

  /** The worker groups of a v1 object by name; of several of one name, the first. */
  static Map<String, JsonNode> groups(ObjectNode cluster) {
    Map<String, JsonNode> groups = new HashMap<>();
    cluster.path(SPEC).path(GROUPS).forEach(group -> groups.putIfAbsent(name(group), group));
    return groups;
  }

  private static String name(JsonNode group) {
    return group.path("groupName").asText();
  }

  /**
   * A v1 object with other worker groups: the argument itself if they are the same.
   *
   * @param change what becomes of a group with a name
   */
  static ObjectNode withGroups(
      ObjectNode cluster, BiFunction<String, ObjectNode, ObjectNode> change) {
    if (!(cluster.path(SPEC) instanceof ObjectNode spec)
        || !(spec.path(GROUPS) instanceof ArrayNode groups)) {
      return cluster;
    }
    ArrayNode changed = groups.arrayNode(groups.size());
    for (JsonNode group : groups) {
      changed.add(group instanceof ObjectNode object ? change.apply(name(group), object) : group);
    }
    if (changed.equals(groups)) {
      return cluster;
    }
    ObjectNode changedSpec = Trees.copy(spec).set(GROUPS, changed);
    return Trees.copy(cluster).set(SPEC, changedSpec);
  }
}

package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the elements of lists, so that a residual finds "group gpu" again wherever it has moved to.
 */
@FunctionalInterface
public interface ListIdentity {
  /**
   * The field that identifies the elements of a list, by the name of the list. The Ray container is
   * the first one whatever it is called (KubeRay contract §2.1), so its identity is its role.
   */
  Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("conditions", "type"),
          Map.entry("containers", "name"),
          Map.entry("env", "name"),
          Map.entry("containerEnv", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ports", "containerPort"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumes", "name"),
          Map.entry("workerGroupSpecs", "groupName"),
          Map.entry("workerGroups", "groupName"),
          Map.entry("workerGroupsSpec", "groupName"),
          Map.entry("workerNodeSpec", "groupName"));

  /** Identity of the first container of a pod. */
  String RAY_CONTAINER = "*ray";

  /** By the fields of {@link #KEYS}. */
  ListIdentity BY_KEY = ListIdentity::byKey;

  /**
   * The identities of the elements of a list, unique in the list and in its order.
   *
   * @param field the name of the list
   * @return null if the list has no identities and can only be kept or replaced as a whole
   */
  @Nullable List<String> of(String field, ArrayNode list);

  private static @Nullable List<String> byKey(String field, ArrayNode list) {
    String key = KEYS.get(field);
    if (key == null) {
      return null;
    }
    List<@Nullable String> names = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      names.add(i == 0 && field.equals("containers") ? RAY_CONTAINER : name(list.get(i), key));
    }
    return unique(names);
  }

  /** The text of an identifying field; null if there is none. */
  private static @Nullable String name(JsonNode element, String key) {
    if (!(element instanceof ObjectNode object)) {
      return null;
    }
    JsonNode value = object.get(key);
    if (value == null || !value.isValueNode() || value.isNull()) {
      return null;
    }
    return literal(value.asText());
  }

  /** The identity that a name gives; those that start with a star have a meaning of their own. */
  static String literal(String name) {
    return name.startsWith("*") ? "*1:" + name : name;
  }

  /**
   * Makes names unique: the second {@code gpu} is {@code *2:gpu}, the second element without a name
   * is {@code *2}.
   */
  static List<String> unique(List<@Nullable String> names) {
    List<String> identities = new ArrayList<>(names.size());
    Map<@Nullable String, Integer> seen = new HashMap<>();
    for (String name : names) {
      int occurrence = seen.merge(name, 1, Integer::sum);
      if (name == null) {
        identities.add("*" + occurrence);
      } else {
        identities.add(occurrence == 1 ? name : "*" + occurrence + ":" + name);
      }
    }
    return identities;
  }
}

package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.List;

/** Finds groups of a v1 spec again in the spec that the user wrote. */
public final class GroupPaths {
  private GroupPaths() {}

  /**
   * The path of a worker group in a layout that keeps groups in a list and knows them by {@code
   * groupName}.
   *
   * @param written the spec of the layout
   * @param list the list in it
   * @param hub the v1 spec
   * @param path a path in v1 that starts with {@code workerGroupSpecs}
   * @return the path of the list if the user has not written the group
   */
  public static List<String> ofGroup(
      ObjectNode written, String list, ObjectNode hub, List<String> path) {
    ArrayNode groups = Trees.array(written, list);
    ArrayNode hubGroups = Trees.array(hub, "workerGroupSpecs");
    if (path.size() < 2 || groups == null || hubGroups == null) {
      return List.of(list);
    }
    JsonNode hubGroup = hubGroups.at("/" + path.get(1));
    String name = Trees.text(hubGroup, "groupName");
    // Usually the group has kept its place, which also tells groups of one name apart.
    JsonNode same = groups.at("/" + path.get(1));
    if (same.isObject() && (name == null || name.equals(Trees.text(same, "groupName")))) {
      return List.of(list, path.get(1));
    }
    for (int i = 0; name != null && i < groups.size(); i++) {
      if (name.equals(Trees.text(groups.get(i), "groupName"))) {
        return List.of(list, String.valueOf(i));
      }
    }
    return List.of(list);
  }

  /** A path and what follows it. */
  public static List<String> joined(List<String> path, List<String> rest) {
    List<String> whole = new ArrayList<>(path);
    whole.addAll(rest);
    return whole;
  }

  /**
   * The path as far as there are list elements that it names: what was added to a list in v1 stands
   * for the list.
   */
  public static List<String> existing(ObjectNode written, List<String> path) {
    JsonNode at = written;
    for (int i = 0; i < path.size(); i++) {
      JsonNode next = at.at("/" + path.get(i).replace("~", "~0").replace("/", "~1"));
      if (at.isArray() && next.isMissingNode()) {
        return path.subList(0, i);
      }
      at = next;
    }
    return path;
  }
}

package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the groups of Ant's layout say and no cluster does. */
final class AntNotices {

  private AntNotices() {}

  /** What becomes of it, by the path below {@code spec}. */
  static Map<String, String> of(@Nullable ArrayNode extensions) {
    Map<String, String> notices = new LinkedHashMap<>();
    if (extensions == null) {
      return notices;
    }
    List<@Nullable String> names = AntGroupNames.of(extensions);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      JsonNode group = extensions.get(i);
      String path = "extensions[" + i + "].";
      if (name == null) {
        addFurtherHead(path, group, notices);
      } else if (name.equals(AntGroupNames.HEAD)) {
        addHeadReplicas(path, group, notices);
      } else if (!name.equals(Trees.text(group, "groupName"))) {
        notices.put(
            path + "groupName",
            "names no group of its own, ray.io/v1 and the pods call it \""
                + name
                + "\"; give every group another name");
      }
    }
    return notices;
  }

  private static void addFurtherHead(String path, JsonNode group, Map<String, String> notices) {
    if (group instanceof ObjectNode object && AntGroupNames.type(object).equals("head")) {
      notices.put(
          path + "type",
          "is another head, which is not started: a cluster has one; remove the group");
    }
  }

  private static void addHeadReplicas(String path, JsonNode head, Map<String, String> notices) {
    JsonNode replicas = head.path("replicas");
    if (replicas.isNumber() && replicas.asInt() != 1) {
      notices.put(
          path + "replicas", replicas + " is not looked at: a cluster has one head; write 1");
    }
  }
}

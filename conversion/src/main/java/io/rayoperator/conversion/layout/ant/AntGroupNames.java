package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.residual.ListIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that Ant's groups have in v1, where they must be there and unique. A name stays as it
 * is if it can; the second {@code small} becomes {@code small-2}, a group without a name {@code
 * group-1}.
 */
final class AntGroupNames {
  /** Stands for the name of the head, which has none in v1. */
  static final String HEAD = "";

  private static final String HEAD_IDENTITY = "*head";

  /** What the head group is called in v1; no worker group may be. */
  static final String HEAD_GROUP = "headgroup";

  private static final String UNNAMED = "group";

  private AntGroupNames() {}

  /** The v1 name of each element; {@link #HEAD} for the head, null for what has no place in v1. */
  static List<@Nullable String> of(ArrayNode extensions) {
    Set<String> taken = new HashSet<>();
    taken.add(HEAD_GROUP);
    for (JsonNode element : extensions) {
      taken.add(groupName(element));
    }
    Set<String> used = new HashSet<>();
    used.add("");
    used.add(HEAD_GROUP);
    Map<String, Integer> next = new HashMap<>();
    List<@Nullable String> names = new ArrayList<>(extensions.size());
    boolean headSeen = false;
    for (JsonNode element : extensions) {
      if (!(element instanceof ObjectNode group)) {
        names.add(null);
      } else if (type(group).equals("head")) {
        names.add(headSeen ? null : HEAD);
        headSeen = true;
      } else {
        String name = groupName(group);
        names.add(used.add(name) ? name : free(name, taken, next));
      }
    }
    return names;
  }

  /**
   * The first of {@code name-2}, {@code name-3}, … that no group has; it is taken from now on.
   *
   * @param next where to go on looking, by name: thousands of groups of one name must not take
   *     millions of steps
   */
  private static String free(String name, Set<String> taken, Map<String, Integer> next) {
    String stem = name.isEmpty() ? UNNAMED : name;
    for (int i = next.getOrDefault(name, name.isEmpty() ? 1 : 2); ; i++) {
      String candidate = stem + "-" + i;
      if (taken.add(candidate)) {
        next.put(name, i + 1);
        return candidate;
      }
    }
  }

  private static String groupName(JsonNode group) {
    String name = Trees.text(group, "groupName");
    return name == null ? "" : name;
  }

  /** The type in lower case, empty if there is none. */
  static String type(ObjectNode group) {
    String type = Trees.text(group, "type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  /** Identities of a list as its user wrote it. */
  static List<String> identities(ArrayNode extensions) {
    List<String> identities = new ArrayList<>(extensions.size());
    int extras = 0;
    for (String name : of(extensions)) {
      identities.add(
          name == null
              ? "*extra:" + ++extras
              : name.equals(HEAD) ? HEAD_IDENTITY : ListIdentity.literal(name));
    }
    return identities;
  }

  /**
   * Identities of a list as {@link AntConverter#down} wrote it: the names that the groups have in
   * v1.
   */
  static List<String> shownIdentities(ArrayNode extensions) {
    List<@Nullable String> names = new ArrayList<>(extensions.size());
    for (int i = 0; i < extensions.size(); i++) {
      JsonNode group = extensions.get(i);
      boolean head = i == 0 && "head".equals(Trees.text(group, "type"));
      String name = Trees.text(group, "groupName");
      names.add(head ? HEAD_IDENTITY : name == null ? null : ListIdentity.literal(name));
    }
    return ListIdentity.unique(names);
  }
}

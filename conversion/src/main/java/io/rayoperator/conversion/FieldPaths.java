package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says where a field of a v1 object stands in the layout that its v1alpha1 user wrote. */
public final class FieldPaths {
  private final HubView view;

  /** The paths of one object. */
  public FieldPaths(HubView view) {
    this.view = view;
  }

  /**
   * The path of a field in the user's layout, for example {@code spec.extensions[1].command}.
   *
   * @param jsonPointer the field in v1 (RFC 6901)
   * @return the path in v1 if the layout has no place for the field
   */
  public String inUserLayout(String jsonPointer) {
    List<String> path = tokens(jsonPointer);
    List<String> inLayout = inLayout(path);
    return dotted(inLayout == null ? path : inLayout);
  }

  /**
   * What the user wrote and no cluster does: groups whose names do not tell them apart, a second
   * head.
   *
   * @return what becomes of it, in words for the user, by the path in his layout
   */
  public Map<String, String> notices() {
    Map<String, String> notices = new LinkedHashMap<>();
    if (view.v1alpha1().get("spec") instanceof ObjectNode written) {
      view.layoutConverter()
          .notices(written)
          .forEach((path, text) -> notices.put("spec." + path, text));
    }
    return notices;
  }

  private @Nullable List<String> inLayout(List<String> path) {
    if (path.isEmpty()
        || !path.get(0).equals("spec")
        || !(view.hub().get("spec") instanceof ObjectNode hubSpec)
        || !(view.v1alpha1().get("spec") instanceof ObjectNode writtenSpec)) {
      return path;
    }
    List<String> below =
        view.layoutConverter().pathInLayout(writtenSpec, hubSpec, path.subList(1, path.size()));
    if (below == null) {
      return null;
    }
    List<String> whole = new ArrayList<>();
    whole.add("spec");
    whole.addAll(below);
    return whole;
  }

  private static List<String> tokens(String jsonPointer) {
    return Arrays.stream(jsonPointer.split("/", -1))
        .skip(1)
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  /** As Kubernetes prints paths: {@code a.b[0].labels[example.com/key]}. */
  private static String dotted(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String token : path) {
      if (!token.isEmpty()
          && token.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        boolean index = token.chars().allMatch(Character::isDigit);
        text.append(index ? "[" + token + "]" : text.isEmpty() ? token : "." + token);
      } else {
        text.append('[').append(token).append(']');
      }
    }
    return text.toString();
  }
}

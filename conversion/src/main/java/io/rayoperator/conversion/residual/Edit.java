package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the edits that an {@link EditRecorder} recorded, in a form that can be explained.
 *
 * @param path the field in the object that the edits restore; {@code [name]} for an element of a
 *     list that is not there
 * @param shown what the projection shows there, missing if nothing
 * @param actual what the object says, missing if nothing; for {@link Kind#RENAMED} the name that
 *     the object uses, for {@link Kind#REORDERED} the names of the elements
 */
public record Edit(Kind kind, TreePath path, JsonNode shown, JsonNode actual) {

  /** What is different. */
  public enum Kind {
    /** The projection lacks it. */
    ADDED,
    /** The projection shows it, the object lacks it. */
    REMOVED,
    /** The projection shows something else. */
    REPLACED,
    /** The projection shows it under another name. */
    RENAMED,
    /** A list whose elements the projection shows in another order. */
    REORDERED
  }

  /** Identities with a meaning of their own: {@code *head}, {@code *2:gpu}. */
  private static final Pattern SPECIAL = Pattern.compile("\\*(?:1:)?(.*)");

  /**
   * All edits, one for each field.
   *
   * @param edits null for none
   * @param actual the object that the edits restore
   * @param identity names the elements of its lists
   */
  public static List<Edit> list(
      @Nullable ObjectNode edits, JsonNode actual, ListIdentity identity) {
    List<Edit> found = new ArrayList<>();
    if (edits != null) {
      new Collector(actual, identity, found).collect(edits, TreePath.ROOT, name -> name);
    }
    return List.copyOf(found);
  }

  private static String readable(String identity) {
    Matcher special = SPECIAL.matcher(identity);
    return special.matches() ? special.group(1) : identity;
  }

  /** How a name in an edit becomes a step of a path. */
  private interface Steps {
    String step(String name);
  }

  /** Walks through edits. */
  private record Collector(JsonNode root, ListIdentity identity, List<Edit> found) {

    void collect(ObjectNode edits, TreePath place, Steps steps) {
      JsonNode missing = MissingNode.getInstance();
      part(edits, EditRecorder.ADDED)
          .forEach((name, value) -> add(Kind.ADDED, place, steps, name, missing, value));
      part(edits, EditRecorder.REMOVED)
          .forEach((name, value) -> add(Kind.REMOVED, place, steps, name, value, missing));
      part(edits, EditRecorder.REPLACED)
          .forEach(
              (name, pair) -> add(Kind.REPLACED, place, steps, name, pair.path(0), pair.path(1)));
      part(edits, EditRecorder.RENAMED)
          .forEach((name, to) -> add(Kind.RENAMED, place, steps, name, TextNode.valueOf(name), to));
      if (edits.get(EditRecorder.ORDER) instanceof ArrayNode order) {
        ArrayNode names = order.arrayNode();
        order.forEach(name -> names.add(readable(name.asText())));
        found.add(new Edit(Kind.REORDERED, place, missing, names));
      }
      part(edits, EditRecorder.INSIDE)
          .forEach(
              (name, inner) -> {
                if (inner instanceof ObjectNode child) {
                  collect(child, place.field(steps.step(name)), field -> field);
                }
              });
      part(edits, EditRecorder.INSIDE_LIST)
          .forEach(
              (name, inner) -> {
                if (inner instanceof ObjectNode child) {
                  TreePath list = place.field(steps.step(name));
                  collect(child, list, elements(name, list));
                }
              });
    }

    private void add(
        Kind kind, TreePath place, Steps steps, String name, JsonNode shown, JsonNode actual) {
      found.add(new Edit(kind, place.field(steps.step(name)), shown, actual));
    }

    /** The index of an element, as people find it in their file; else what it is called. */
    private Steps elements(String field, TreePath list) {
      List<String> names =
          list.in(root) instanceof ArrayNode array ? identity.of(field, array) : null;
      return name -> {
        int index = names == null ? -1 : names.indexOf(name);
        return "[" + (index >= 0 ? String.valueOf(index) : readable(name)) + "]";
      };
    }

    private static Map<String, JsonNode> part(ObjectNode edits, String name) {
      return edits.get(name) instanceof ObjectNode part ? fields(part) : Map.of();
    }

    private static Map<String, JsonNode> fields(ObjectNode object) {
      Map<String, JsonNode> fields = new LinkedHashMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      return fields;
    }
  }
}

package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to a field of a tree: {@code groups[0].image}. With {@code []} it stands for many, one in
 * each element of a list.
 *
 * @param steps names of fields; {@code [0]} or {@code []} for elements of a list
 */
public record TreePath(List<String> steps) {
  /** The tree itself. */
  public static final TreePath ROOT = new TreePath(List.of());

  private static final String EVERY = "[]";
  private static final Pattern STEP = Pattern.compile("\\[[^]]*]|[^.\\[]+");
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
  private static final Pattern PLAIN_NAME = Pattern.compile("\\[.*]|[\\p{Alnum}_-]+");

  public TreePath {
    steps = List.copyOf(steps);
  }

  /** Reads what {@link #toString} writes of plain names. */
  public static TreePath parse(String text) {
    return new TreePath(STEP.matcher(text).results().map(match -> match.group()).toList());
  }

  public TreePath field(String name) {
    return then(name);
  }

  public TreePath element(int index) {
    return then("[" + index + "]");
  }

  /** The way to the schema of the elements. */
  public TreePath elements() {
    return then(EVERY);
  }

  private TreePath then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new TreePath(longer);
  }

  /** Whether this is the same place as another, {@code []} being the place of every element. */
  public boolean matches(TreePath other) {
    return steps.size() == other.steps.size() && startsOf(other);
  }

  /** Whether another place is inside of this one. */
  public boolean isAbove(TreePath other) {
    return steps.size() < other.steps.size() && startsOf(other);
  }

  private boolean startsOf(TreePath other) {
    for (int i = 0; i < steps.size(); i++) {
      String mine = steps.get(i);
      String theirs = other.steps.get(i);
      boolean everyElement =
          (mine.equals(EVERY) && isElement(theirs)) || (theirs.equals(EVERY) && isElement(mine));
      if (!everyElement && !mine.equals(theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isElement(String step) {
    return step.equals(EVERY) || INDEX.matcher(step).matches();
  }

  /** What stands at this place, missing if nothing does. */
  public JsonNode in(JsonNode tree) {
    JsonNode node = tree;
    for (String step : steps) {
      node = node.isArray() ? element(node, step) : node.path(step);
    }
    return node;
  }

  private static JsonNode element(JsonNode list, String step) {
    return INDEX.matcher(step).matches() ? list.path(index(step)) : MissingNode.getInstance();
  }

  private static int index(String step) {
    String digits = step.substring(1, step.length() - 1);
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** The places that this one stands for and a tree has. */
  public List<TreePath> placesIn(JsonNode tree) {
    List<TreePath> places = List.of(ROOT);
    for (String step : steps) {
      List<TreePath> next = new ArrayList<>();
      for (TreePath place : places) {
        JsonNode node = place.in(tree);
        if (!step.equals(EVERY)) {
          next.add(place.then(step));
        } else if (node.isArray()) {
          for (int i = 0; i < node.size(); i++) {
            next.add(place.element(i));
          }
        }
      }
      places = next;
    }
    return places.stream().filter(place -> !place.in(tree).isMissingNode()).toList();
  }

  /**
   * A copy of a tree in which something else stands at this place.
   *
   * @param change gets what stands there; null takes it away
   */
  public JsonNode changed(JsonNode tree, UnaryOperator<@Nullable JsonNode> change) {
    return changed(tree, 0, change);
  }

  private JsonNode changed(JsonNode node, int depth, UnaryOperator<@Nullable JsonNode> change) {
    String step = steps.get(depth);
    JsonNode child = node.isArray() ? element(node, step) : node.path(step);
    JsonNode changed =
        depth + 1 < steps.size() ? changed(child, depth + 1, change) : change.apply(child);
    if (node instanceof ArrayNode array && !child.isMissingNode()) {
      ArrayNode copy = Trees.copy(array);
      if (changed == null) {
        copy.remove(index(step));
      } else {
        copy.set(index(step), changed);
      }
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = Trees.copy(object);
      if (changed == null) {
        copy.remove(step);
      } else if (!changed.isMissingNode()) {
        copy.set(step, changed);
      }
      return copy;
    }
    return node;
  }

  /** As Kubernetes prints paths: {@code groups[0].labels[example.com/key]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      Matcher plain = PLAIN_NAME.matcher(step);
      if (!plain.matches()) {
        text.append('[').append(step).append(']');
      } else if (step.startsWith("[") || text.isEmpty()) {
        text.append(step);
      } else {
        text.append('.').append(step);
      }
    }
    return text.toString();
  }
}

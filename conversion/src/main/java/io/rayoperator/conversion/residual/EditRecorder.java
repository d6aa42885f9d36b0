package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records how an object differs from what its projection reproduces, as edits that know what they
 * apply to.
 *
 * <p>The edits of an object or list are a JSON object with these parts, each left out when empty:
 *
 * <table>
 *   <caption>Parts</caption>
 *   <tr><td>{@code "+"}<td>{@code {name: value}}<td>the projection lacks it
 *   <tr><td>{@code "-"}<td>{@code {name: shown}}<td>the projection shows it, the object lacks it
 *   <tr><td>{@code "="}<td>{@code {name: [shown, value]}}<td>the projection shows something else
 *   <tr><td>{@code ">"}<td>{@code {shownName: name}}<td>the projection shows it under another name
 *   <tr><td>{@code "."}<td>{@code {name: edits}}<td>edits inside an object
 *   <tr><td>{@code "[]"}<td>{@code {name: edits}}<td>edits inside a list with identities
 *   <tr><td>{@code "order"}<td>{@code [name]}<td>lists only: the order, if the projection's with additions last is wrong
 *   <tr><td>{@code "moved"}<td>{@code [name]}<td>lists only: elements of the projection that stand elsewhere
 * </table>
 *
 * <p>In lists the names are identities ({@link ListIdentity}).
 */
@SuppressWarnings("ReferenceEquality") // Shared subtrees are equal without looking into them.
public final class EditRecorder {
  static final String ADDED = "+";
  static final String REMOVED = "-";
  static final String REPLACED = "=";
  static final String RENAMED = ">";
  static final String INSIDE = ".";
  static final String INSIDE_LIST = "[]";
  static final String ORDER = "order";
  static final String MOVED = "moved";

  private final ListIdentity shownIdentity;
  private final ListIdentity actualIdentity;
  private final Map<String, String> otherNames;

  /**
   * @param shownIdentity names list elements of the projection
   * @param actualIdentity names list elements of the object
   * @param otherNames fields that the projection calls otherwise, its name to the other one
   */
  public EditRecorder(
      ListIdentity shownIdentity, ListIdentity actualIdentity, Map<String, String> otherNames) {
    this.shownIdentity = shownIdentity;
    this.actualIdentity = actualIdentity;
    this.otherNames = otherNames;
  }

  /** The edits that turn {@code shown} into {@code actual}; null if there are none. */
  public @Nullable ObjectNode record(ObjectNode shown, ObjectNode actual) {
    return objects(shown, actual);
  }

  private @Nullable ObjectNode objects(ObjectNode shown, ObjectNode actual) {
    if (shown == actual) {
      return null;
    }
    Edits edits = new Edits();
    int common = 0;
    for (Map.Entry<String, JsonNode> field : actual.properties()) {
      JsonNode before = shown.get(field.getKey());
      if (before == null) {
        edits.part(ADDED).set(field.getKey(), field.getValue());
      } else {
        common++;
        values(edits, field.getKey(), before, field.getValue());
      }
    }
    if (common < shown.size()) {
      for (Map.Entry<String, JsonNode> field : shown.properties()) {
        if (!actual.has(field.getKey())) {
          removed(edits, field.getKey(), field.getValue());
        }
      }
    }
    return edits.orNull();
  }

  private void removed(Edits edits, String name, JsonNode shown) {
    String otherName = otherNames.get(name);
    JsonNode moved = otherName == null ? null : edits.added(otherName);
    if (otherName != null && moved != null && Trees.same(moved, shown)) {
      edits.forgetAdded(otherName);
      edits.part(RENAMED).put(name, otherName);
    } else {
      edits.part(REMOVED).set(name, shown);
    }
  }

  private void values(Edits edits, String name, JsonNode shown, JsonNode actual) {
    if (shown == actual) {
      return;
    }
    if (shown instanceof ObjectNode before && actual instanceof ObjectNode after) {
      edits.inside(INSIDE, name, objects(before, after));
      return;
    }
    if (Trees.same(shown, actual)) {
      return;
    }
    if (shown instanceof ArrayNode before && actual instanceof ArrayNode after) {
      List<String> beforeNames = shownIdentity.of(name, before);
      List<String> afterNames = actualIdentity.of(name, after);
      if (beforeNames != null && afterNames != null) {
        edits.inside(INSIDE_LIST, name, lists(before, beforeNames, after, afterNames));
        return;
      }
    }
    edits.part(REPLACED).putArray(name).add(shown).add(actual);
  }

  private @Nullable ObjectNode lists(
      ArrayNode shown, List<String> shownNames, ArrayNode actual, List<String> actualNames) {
    Edits edits = new Edits();
    Map<String, JsonNode> before = new HashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      before.put(shownNames.get(i), shown.get(i));
    }
    for (int i = 0; i < actual.size(); i++) {
      String name = actualNames.get(i);
      JsonNode shownElement = before.get(name);
      if (shownElement == null) {
        edits.part(ADDED).set(name, actual.get(i));
      } else {
        values(edits, name, shownElement, actual.get(i));
      }
    }
    Set<String> after = new HashSet<>(actualNames);
    for (int i = 0; i < shown.size(); i++) {
      if (!after.contains(shownNames.get(i))) {
        edits.part(REMOVED).set(shownNames.get(i), shown.get(i));
      }
    }
    order(edits, shownNames, actualNames, before.keySet(), after);
    return edits.orNull();
  }

  private static void order(
      Edits edits,
      List<String> shownNames,
      List<String> actualNames,
      Set<String> shown,
      Set<String> actual) {
    List<String> kept = new ArrayList<>(shownNames);
    kept.removeIf(name -> !actual.contains(name));
    List<String> additions = new ArrayList<>(actualNames);
    additions.removeIf(shown::contains);
    Collections.sort(additions);
    List<String> withAdditionsLast = new ArrayList<>(kept);
    withAdditionsLast.addAll(additions);
    if (withAdditionsLast.equals(actualNames)) {
      return;
    }
    edits.names(ORDER, actualNames);
    kept.removeAll(new HashSet<>(LongestCommonOrder.of(kept, actualNames)));
    if (!kept.isEmpty()) {
      edits.names(MOVED, kept);
    }
  }

  /** The edits of one object or list while they are collected. */
  private static final class Edits {
    private final ObjectNode parts = CompactNodes.INSTANCE.objectNode();

    ObjectNode part(String name) {
      return parts.get(name) instanceof ObjectNode part ? part : parts.putObject(name);
    }

    @Nullable JsonNode added(String name) {
      return parts.get(ADDED) instanceof ObjectNode added ? added.get(name) : null;
    }

    void forgetAdded(String name) {
      if (part(ADDED).size() == 1) {
        parts.remove(ADDED);
      } else {
        part(ADDED).remove(name);
      }
    }

    void inside(String part, String name, @Nullable ObjectNode edits) {
      if (edits != null) {
        part(part).set(name, edits);
      }
    }

    void names(String part, List<String> names) {
      ArrayNode list = parts.putArray(part);
      names.forEach(list::add);
    }

    @Nullable ObjectNode orNull() {
      return parts.isEmpty() ? null : parts;
    }
  }
}

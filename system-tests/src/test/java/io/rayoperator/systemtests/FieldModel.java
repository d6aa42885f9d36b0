package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an object has to look like after each write, if every write changes what it means and
 * nothing else.
 *
 * <p>The API server orders all writes to an object by its revisions. So the expected state at each
 * revision is known whoever wrote meanwhile: the state at birth, and what all writes up to there
 * mean, in this order.
 */
final class FieldModel {

  private final Map<Field, JsonNode> state;
  private final Map<String, Shown> birth;
  private final Map<String, ObjectNode> rest = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  /**
   * @param birth what each version shows before the first write
   */
  FieldModel(Map<String, Shown> birth) {
    this.birth = birth;
    this.state = new HashMap<>();
    birth.forEach(
        (version, shown) -> {
          state.putAll(shown.values());
          rest.put(version, shown.rest());
        });
  }

  /**
   * Compares all revisions with what the writes mean. After a deviation, what is there is taken for
   * what is meant.
   *
   * @param seen per version, what it showed at each revision
   */
  List<String> differences(List<Write> writes, Map<String, SortedMap<Long, Shown>> seen) {
    birth.forEach((version, shown) -> compare("at birth", version, shown, false));
    SortedMap<Long, List<Write>> byRevision =
        writes.stream()
            .sorted(Comparator.comparingLong(Write::revision))
            .collect(Collectors.groupingBy(Write::revision, TreeMap::new, Collectors.toList()));
    TreeSet<Long> revisions = new TreeSet<>(byRevision.keySet());
    seen.values().forEach(shown -> revisions.addAll(shown.keySet()));
    for (long revision : revisions) {
      List<Write> here = byRevision.getOrDefault(revision, List.of());
      here.forEach(this::apply);
      String where = revision + " by " + here.stream().map(Write::how).distinct().toList();
      if (here.isEmpty()) {
        differences.add(revision + ": nobody wrote this");
      }
      boolean orderIsOpen = here.stream().anyMatch(FieldModel::maySort);
      seen.forEach(
          (version, shown) -> {
            Shown then = shown.get(revision);
            if (then == null) {
              differences.add(where + ": " + version + " never showed it");
            } else {
              compare(where, version, then, orderIsOpen);
            }
          });
      seen.values().forEach(shown -> adopt(shown.get(revision)));
    }
    return differences;
  }

  /**
   * Under server-side apply the API server may give groups the order of the applied configuration.
   * That both versions show the same order then is seen at the next revision.
   */
  private static boolean maySort(Write write) {
    return write.how().startsWith(WritePath.SERVER_SIDE_APPLY.name());
  }

  private void adopt(@Nullable Shown shown) {
    if (shown != null) {
      state.putAll(shown.values());
    }
  }

  private void apply(Write write) {
    write.meaning().forEach(state::put);
    state.replaceAll(
        (field, value) -> isGoneWithItsParent(field) ? MissingNode.getInstance() : value);
  }

  private boolean isGoneWithItsParent(Field field) {
    return field.within() != null
        && state.keySet().stream()
            .filter(parent -> parent.name().equals(field.within()))
            .anyMatch(parent -> expected(parent).isMissingNode());
  }

  private JsonNode expected(Field field) {
    return state.getOrDefault(field, MissingNode.getInstance());
  }

  private void compare(String where, String version, Shown shown, boolean orderIsOpen) {
    shown
        .values()
        .forEach(
            (field, actual) -> {
              JsonNode expected = expected(field);
              boolean isOpen = orderIsOpen && field.in(version) instanceof OrderSlot;
              if (!actual.equals(expected) && !isOpen) {
                differences.add(
                    "%s: %s %s in %s: %s, should be %s"
                        .formatted(
                            where, field, kind(expected, actual), version, actual, expected));
              }
            });
    ObjectNode before = rest.put(version, shown.rest());
    if (before != null && !before.equals(shown.rest())) {
      differences.add(
          "%s: what nobody changes is changed in %s: %s"
              .formatted(where, version, Served.changes(before, shown.rest())));
    }
  }

  private static String kind(JsonNode expected, JsonNode actual) {
    return actual.isMissingNode() ? "lost" : expected.isMissingNode() ? "resurrected" : "changed";
  }
}

package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of fields of an object, as a tree of the steps that lead to them.
 *
 * @param isMember whether the field to which the steps lead is in the set itself. As for the API
 *     server, a named field is whenever something in it is; the element of a list is if the set
 *     says so
 * @param below what is in the set below it
 */
public record FieldSet(boolean isMember, Map<Step, FieldSet> below) {

  public static final FieldSet EMPTY = new FieldSet(false, Map.of());

  /** Reads {@code fieldsV1} of an entry of {@code metadata.managedFields}. */
  public static FieldSet parse(JsonNode fieldsV1) {
    return parse(fieldsV1, false);
  }

  /** The set of the ends of some paths. */
  public static FieldSet of(Collection<List<Step>> paths) {
    Map<Step, List<List<Step>>> further = new LinkedHashMap<>();
    boolean isMember = false;
    for (List<Step> path : paths) {
      if (path.isEmpty()) {
        isMember = true;
      } else {
        further
            .computeIfAbsent(path.getFirst(), step -> new ArrayList<>())
            .add(path.subList(1, path.size()));
      }
    }
    Map<Step, FieldSet> below = new LinkedHashMap<>();
    further.forEach((step, rest) -> below.put(step, of(rest)));
    return new FieldSet(isMember, below);
  }

  private static FieldSet parse(JsonNode tree, boolean isMember) {
    Map<Step, FieldSet> below = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!entry.getKey().equals(".")) {
        Step step = Step.parse(entry.getKey());
        JsonNode child = entry.getValue();
        boolean isChildMember = step instanceof Step.Field || child.isEmpty() || child.has(".");
        below.put(step, parse(child, isChildMember));
      }
    }
    return new FieldSet(isMember, below);
  }

  public boolean isEmpty() {
    return !isMember && below.isEmpty();
  }

  /** What is in the set at the end of a step; empty if nothing is. */
  public FieldSet at(Step step) {
    return below.getOrDefault(step, EMPTY);
  }

  /** What is in the set at the end of some steps over named fields; empty if nothing is. */
  public FieldSet at(String... names) {
    FieldSet set = this;
    for (String name : names) {
      set = set.at(new Step.Field(name));
    }
    return set;
  }

  /** What is in this set or in the other one. */
  public FieldSet union(FieldSet other) {
    Map<Step, FieldSet> union = new LinkedHashMap<>(below);
    other.below.forEach((step, set) -> union.merge(step, set, FieldSet::union));
    return new FieldSet(isMember || other.isMember, union);
  }

  /** What is in this set, but neither in the other one nor around something that is. */
  public FieldSet minus(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    Map<Step, FieldSet> rest = new LinkedHashMap<>();
    below.forEach(
        (step, set) -> {
          FieldSet left = set.minus(other.at(step));
          if (!left.isEmpty()) {
            rest.put(step, left);
          }
        });
    return new FieldSet(false, rest);
  }
}

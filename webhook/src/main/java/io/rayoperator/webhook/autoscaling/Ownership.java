package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.ManagedFields;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owned which scaled fields before a request, and who does now.
 *
 * @param manager who makes the request, or the empty string
 * @param groupVersion the version that he writes
 */
record Ownership(ManagedFields before, ManagedFields now, String manager, String groupVersion) {

  private static final Step SPEC = new Step.Field("spec");
  private static final Step GROUPS = new Step.Field("workerGroupSpecs");

  /** Where older layouts have their groups. Such a list belongs to one manager as a whole. */
  private static final Set<String> WHOLE_LISTS =
      Set.of("extensions", "workerNodeSpec", "workerGroupsSpec");

  /**
   * Whether the request is an apply on the server's side: such a one leaves what the manager owns
   * by other ways of writing.
   */
  boolean isApply() {
    return !manager.isEmpty()
        && (appliedBefore() != null || applied() != null)
        && updates(before).equals(updates(now));
  }

  /** What the manager applied before; null if nothing. */
  @Nullable Entry appliedBefore() {
    return before.applied(manager, groupVersion);
  }

  /** What the manager applies with this request, or applied before it; null if nothing. */
  @Nullable Entry applied() {
    return now.applied(manager, groupVersion);
  }

  private List<Entry> updates(ManagedFields fields) {
    return fields.entries().stream()
        .filter(entry -> !entry.isApply() && entry.manager().equals(manager))
        .toList();
  }

  /** The path of a field in KubeRay's layouts of both versions. */
  static List<Step> path(String group, ScaledField field) {
    ObjectNode key = JsonNodeFactory.instance.objectNode().put("groupName", group);
    return List.of(SPEC, GROUPS, new Step.Element(key), new Step.Field(field.key()));
  }

  /** Whether an entry has a field, be it as a part of a list that it has as a whole. */
  static boolean has(@Nullable Entry entry, String group, ScaledField field) {
    return entry != null && (hasAlone(entry.fields(), group, field) || hasWholeList(entry));
  }

  /** Whether a set has the field alone. */
  static boolean hasAlone(FieldSet fields, String group, ScaledField field) {
    FieldSet set = fields;
    for (Step step : path(group, field)) {
      set = set.at(step);
    }
    return !set.isEmpty();
  }

  /** Whether an entry has groups of an older layout. */
  static boolean hasWholeList(Entry entry) {
    FieldSet spec = entry.fields().at(SPEC);
    return WHOLE_LISTS.stream().anyMatch(list -> !spec.at(new Step.Field(list)).isEmpty());
  }
}

package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which scaled fields somebody owns.
 *
 * @param fields all that he owns
 * @param hasWholeList whether he owns the groups of an older layout, which belong to one manager as
 *     a whole
 */
record OwnedScale(FieldSet fields, boolean hasWholeList) {

  private static final Step SPEC = new Step.Field("spec");
  private static final Step GROUPS = new Step.Field("workerGroupSpecs");

  /** Where older layouts have their groups. */
  private static final Set<String> WHOLE_LISTS =
      Set.of("extensions", "workerNodeSpec", "workerGroupsSpec");

  /** Reads an entry of {@code managedFields}, if there is one. */
  static OwnedScale of(@Nullable Entry entry) {
    return of(entry == null ? FieldSet.EMPTY : entry.fields());
  }

  static OwnedScale of(FieldSet fields) {
    FieldSet spec = fields.at(SPEC);
    return new OwnedScale(
        fields, WHOLE_LISTS.stream().anyMatch(list -> !spec.at(new Step.Field(list)).isEmpty()));
  }

  /** The path of a field in KubeRay's layouts of both versions. */
  static List<Step> path(String group, ScaledField field) {
    ObjectNode key = JsonNodeFactory.instance.objectNode().put("groupName", group);
    return List.of(SPEC, GROUPS, new Step.Element(key), new Step.Field(field.key()));
  }

  /** Whether a field is among them, be it as a part of a list that is owned as a whole. */
  boolean has(String group, ScaledField field) {
    return hasWholeList || hasAlone(group, field);
  }

  /** Whether a field is among them by itself. */
  boolean hasAlone(String group, ScaledField field) {
    FieldSet set = fields;
    for (Step step : path(group, field)) {
      set = set.at(step);
    }
    return !set.isEmpty();
  }
}

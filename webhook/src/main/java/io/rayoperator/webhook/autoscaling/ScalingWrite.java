package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.autoscaling.AppliedScale.AppliedField;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.ManagedFields;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.OwnershipRemoval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes of the autoscaler, or of somebody who scales a group by hand.
 *
 * <p>What others have applied of the changed fields on the server's side is remembered. Where there
 * are such others, the fields belong to nobody then: an apply of a manifest that says anything
 * about them would fail with a conflict otherwise.
 */
final class ScalingWrite {

  /**
   * More fields of managers than anybody has, and few enough for an annotation. An apply may undo
   * the autoscaler in what is beyond.
   */
  private static final int MAX_REMEMBERED = 1_000;

  private ScalingWrite() {}

  static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, Ownership ownership, AppliedScale applied) {
    if (!ownership.before().hasApplies()) {
      return AppliedScale.NONE.in(updated);
    }
    Map<AppliedField, JsonNode> remembered = new TreeMap<>(applied.values());
    List<GroupField> changed = changed(stored, updated);
    remember(changed, ownership.before(), remembered);
    ObjectNode merged =
        OwnershipRemoval.remove(updated, entry -> gained(entry, ownership.before(), changed));
    return Remembered.in(merged, remembered, ownership);
  }

  /**
   * A field of a group.
   *
   * @param before the value that it had
   */
  private record GroupField(String group, ScaledField field, JsonNode before) {}

  private static List<GroupField> changed(ObjectNode stored, ObjectNode updated) {
    Map<String, JsonNode> groups = ScaledField.groups(updated);
    List<GroupField> changed = new ArrayList<>();
    ScaledField.groups(stored)
        .forEach(
            (group, before) -> {
              JsonNode after = groups.get(group);
              for (ScaledField field : ScaledField.values()) {
                JsonNode value = field.effective(before);
                if (after != null && !field.effective(after).equals(value)) {
                  changed.add(new GroupField(group, field, value));
                }
              }
            });
    return changed;
  }

  private static void remember(
      List<GroupField> changed, ManagedFields before, Map<AppliedField, JsonNode> remembered) {
    if (changed.isEmpty()) {
      return;
    }
    for (Entry entry : before.entries()) {
      if (entry.isApply()) {
        OwnedScale owned = OwnedScale.of(entry);
        for (GroupField field : changed) {
          if (owned.has(field.group(), field.field()) && remembered.size() < MAX_REMEMBERED) {
            remembered.putIfAbsent(
                new AppliedField(entry.manager(), field.group(), field.field()), field.before());
          }
        }
      }
    }
  }

  /** Which of the changed fields an entry has, and its writer had not before. */
  private static FieldSet gained(Entry entry, ManagedFields before, List<GroupField> changed) {
    if (entry.isApply() || changed.isEmpty()) {
      return FieldSet.EMPTY;
    }
    OwnedScale had = OwnedScale.of(before.union(other -> other.isOfTheSameWriterAs(entry)));
    return FieldSet.of(
        changed.stream()
            .filter(field -> !had.hasAlone(field.group(), field.field()))
            .map(field -> OwnedScale.path(field.group(), field.field()))
            .toList());
  }
}

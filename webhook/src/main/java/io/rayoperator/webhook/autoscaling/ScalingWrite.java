package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.autoscaling.AppliedScale.AppliedField;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.ManagedFields;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.OwnershipRemoval;
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

  private ScalingWrite() {}

  static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, Ownership ownership, AppliedScale applied) {
    if (!ownership.before().hasApplies()) {
      return AppliedScale.NONE.in(updated);
    }
    Map<AppliedField, JsonNode> remembered = new TreeMap<>(applied.values());
    Map<String, JsonNode> groups = ScaledField.groups(updated);
    ObjectNode merged = updated;
    for (Map.Entry<String, JsonNode> before : ScaledField.groups(stored).entrySet()) {
      JsonNode after = groups.get(before.getKey());
      for (ScaledField field : ScaledField.values()) {
        JsonNode value = field.effective(before.getValue());
        if (after != null && !field.effective(after).equals(value)) {
          remember(before.getKey(), field, value, ownership.before(), remembered);
          merged = withoutOwner(merged, before.getKey(), field, ownership.before());
        }
      }
    }
    return Remembered.in(merged, remembered, ownership);
  }

  private static void remember(
      String group,
      ScaledField field,
      JsonNode value,
      ManagedFields before,
      Map<AppliedField, JsonNode> remembered) {
    before.entries().stream()
        .filter(entry -> entry.isApply() && Ownership.has(entry, group, field))
        .forEach(
            entry ->
                remembered.putIfAbsent(new AppliedField(entry.manager(), group, field), value));
  }

  private static ObjectNode withoutOwner(
      ObjectNode object, String group, ScaledField field, ManagedFields before) {
    return OwnershipRemoval.remove(
        object,
        entry -> !entry.isApply() && !hadBefore(entry, group, field, before),
        Ownership.path(group, field));
  }

  private static boolean hadBefore(
      Entry now, String group, ScaledField field, ManagedFields before) {
    FieldSet fields = before.union(entry -> !entry.isApply() && entry.isOfTheSameWriterAs(now));
    return Ownership.hasAlone(fields, group, field);
  }
}

package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.autoscaling.AppliedScale.AppliedField;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.OwnershipRemoval;
import io.rayoperator.webhook.ownership.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Applies on the server's side, such as those of Flux and of {@code kubectl apply --server-side}.
 *
 * <p>Before the webhook is asked, the API server has written what the manifest says, and has
 * removed what the manifest said before and says no more. What of it is kept as the autoscaler set
 * it does not belong to the manager who applies.
 */
final class ServerSideApply {

  private final Ownership ownership;
  private final OwnedScale applied;
  private final OwnedScale appliedBefore;
  private final Map<AppliedField, JsonNode> remembered;
  private final List<List<Step>> kept = new ArrayList<>();

  private ServerSideApply(Ownership ownership, AppliedScale applied) {
    this.ownership = ownership;
    this.applied = ownership.applied();
    this.appliedBefore = ownership.appliedBefore();
    this.remembered = new TreeMap<>(applied.values());
  }

  static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, Ownership ownership, AppliedScale applied) {
    return new ServerSideApply(ownership, applied).merge(stored, updated);
  }

  private ObjectNode merge(ObjectNode stored, ObjectNode updated) {
    Map<String, JsonNode> storedGroups = ScaledField.groups(stored);
    ObjectNode merged =
        ScaledField.withGroups(
            updated,
            (name, group) -> {
              JsonNode storedGroup = storedGroups.get(name);
              return storedGroup == null ? group : merge(name, storedGroup, group);
            });
    FieldSet lost = FieldSet.of(kept);
    return Remembered.in(
        OwnershipRemoval.remove(
            merged,
            entry ->
                entry.isAppliedBy(ownership.manager(), ownership.groupVersion())
                    ? lost
                    : FieldSet.EMPTY),
        remembered,
        ownership);
  }

  private ObjectNode merge(String name, JsonNode stored, ObjectNode group) {
    ObjectNode merged = group;
    for (ScaledField field : ScaledField.values()) {
      if (isKept(new AppliedField(ownership.manager(), name, field), stored, group)) {
        merged = field.copied(stored, merged);
      }
    }
    return merged;
  }

  /** Whether the field stays as it is. */
  private boolean isKept(AppliedField key, JsonNode stored, ObjectNode group) {
    if (!applied.has(key.group(), key.field())) {
      // Handed over with this request: it may have the default value now.
      return appliedBefore.has(key.group(), key.field());
    }
    JsonNode intent = key.field().effective(group);
    boolean isAsStored = intent.equals(key.field().effective(stored));
    if (intent.equals(remembered.get(key)) && !isAsStored) {
      kept.add(OwnedScale.path(key.group(), key.field()));
      return true;
    }
    // From a list as a whole nothing is taken, so it may be this webhook that wrote the value.
    if (!isAsStored || !applied.hasWholeList()) {
      remembered.remove(key);
    }
    return false;
  }
}

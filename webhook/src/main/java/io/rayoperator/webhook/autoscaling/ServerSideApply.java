package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.autoscaling.AppliedScale.AppliedField;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.OwnershipRemoval;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies on the server's side, such as those of Flux and of {@code kubectl apply --server-side}.
 *
 * <p>Before the webhook is asked, the API server has written what the manifest says, and has
 * removed what the manifest said before and says no more. What of it is kept as the autoscaler set
 * it does not belong to the manager who applies.
 */
final class ServerSideApply {

  private final Ownership ownership;
  private final Map<AppliedField, JsonNode> remembered;
  private final Set<AppliedField> kept = new HashSet<>();

  private ServerSideApply(Ownership ownership, AppliedScale applied) {
    this.ownership = ownership;
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
    for (AppliedField key : kept) {
      merged =
          OwnershipRemoval.remove(
              merged, this::isTheAppliers, Ownership.path(key.group(), key.field()));
    }
    return Remembered.in(merged, remembered, ownership);
  }

  private boolean isTheAppliers(Entry entry) {
    return entry.isApply()
        && entry.manager().equals(ownership.manager())
        && entry.apiVersion().equals(ownership.groupVersion());
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
    Entry applied = ownership.applied();
    if (!Ownership.has(applied, key.group(), key.field())) {
      // Handed over with this request: it may have the default value now.
      return Ownership.has(ownership.appliedBefore(), key.group(), key.field());
    }
    JsonNode intent = key.field().effective(group);
    boolean isAsStored = intent.equals(key.field().effective(stored));
    if (intent.equals(remembered.get(key)) && !isAsStored) {
      kept.add(key);
      return true;
    }
    if (!isAsStored || !isWhole(applied)) {
      remembered.remove(key);
    }
    return false;
  }

  /** From a list as a whole nothing is taken, so it may be this webhook that wrote the value. */
  private static boolean isWhole(@Nullable Entry applied) {
    return applied != null && Ownership.hasWholeList(applied);
  }
}

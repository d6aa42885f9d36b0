package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.autoscaling.AppliedScale.AppliedField;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is worth remembering of what was applied. */
final class Remembered {

  private Remembered() {}

  /** An object with the values of groups that exist, and of managers who still apply it. */
  static ObjectNode in(ObjectNode object, Map<AppliedField, JsonNode> values, Ownership ownership) {
    if (values.isEmpty()) {
      return AppliedScale.NONE.in(object);
    }
    Set<String> groups = ScaledField.groups(object).keySet();
    Set<String> managers =
        ownership.now().entries().stream()
            .filter(Entry::isApply)
            .map(Entry::manager)
            .collect(Collectors.toSet());
    return new AppliedScale(values)
        .only(key -> groups.contains(key.group()) && managers.contains(key.manager()))
        .in(object);
  }
}

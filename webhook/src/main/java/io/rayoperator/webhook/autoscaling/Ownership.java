package io.rayoperator.webhook.autoscaling;

import io.rayoperator.webhook.ownership.ManagedFields;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import java.util.List;

/**
 * Who owned what before a request, and who does now.
 *
 * @param manager who makes the request, or the empty string
 * @param groupVersion the version that he writes
 */
record Ownership(ManagedFields before, ManagedFields now, String manager, String groupVersion) {

  /**
   * Whether the request is an apply on the server's side: such a one leaves what the manager owns
   * by other ways of writing.
   */
  boolean isApply() {
    return !manager.isEmpty()
        && (hasApplied(before) || hasApplied(now))
        && updates(before).equals(updates(now));
  }

  /** What the manager applied before. */
  OwnedScale appliedBefore() {
    return OwnedScale.of(before.applied(manager, groupVersion));
  }

  /** What the manager applies with this request, or applied before it. */
  OwnedScale applied() {
    return OwnedScale.of(now.applied(manager, groupVersion));
  }

  private boolean hasApplied(ManagedFields fields) {
    return fields.applied(manager, groupVersion) != null;
  }

  private List<Entry> updates(ManagedFields fields) {
    return fields.entries().stream()
        .filter(entry -> !entry.isApply() && entry.manager().equals(manager))
        .toList();
  }
}

package io.rayoperator.operator.model.status;

import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.cluster.Absent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The list of conditions of a status, one per type, in a stable order. */
public final class Conditions {

  /** The API server accepts no longer ones. */
  private static final int MAX_MESSAGE = 32_768;

  private final List<RayClusterCondition> conditions;
  private final Instant now;

  /**
   * Starts from the conditions so far.
   *
   * @param now becomes the transition time of conditions that change
   */
  public Conditions(RayClusterStatus status, Instant now) {
    this.conditions = new ArrayList<>(Absent.asEmpty(status.getConditions()));
    this.now = now;
  }

  public static Optional<RayClusterCondition> find(RayClusterStatus status, String type) {
    return find(Absent.asEmpty(status.getConditions()), type);
  }

  public static boolean isTrue(RayClusterStatus status, String type) {
    return find(status, type).filter(condition -> "True".equals(condition.getStatus())).isPresent();
  }

  /** Sets a condition; its transition time changes only when its status does (§13.2). */
  public Conditions set(String type, boolean value, String reason, String message) {
    return set(type, value ? "True" : "False", reason, message);
  }

  /** Sets a condition. */
  public Conditions set(String type, String value, String reason, String message) {
    Optional<RayClusterCondition> before = find(conditions, type);
    RayClusterCondition condition = new RayClusterCondition();
    condition.setType(type);
    condition.setStatus(value);
    condition.setReason(reason);
    condition.setMessage(message.substring(0, Math.min(MAX_MESSAGE, message.length())));
    condition.setLastTransitionTime(
        before
            .filter(old -> value.equals(old.getStatus()) && old.getLastTransitionTime() != null)
            .map(RayClusterCondition::getLastTransitionTime)
            .orElseGet(() -> timestamp(now)));
    if (before.isPresent()) {
      conditions.set(conditions.indexOf(before.get()), condition);
    } else {
      conditions.add(condition);
    }
    return this;
  }

  /** Sets a condition that says for which generation it holds. */
  public Conditions setFor(
      long generation, String type, boolean value, String reason, String message) {
    set(type, value, reason, message);
    find(conditions, type).orElseThrow().setObservedGeneration(generation);
    return this;
  }

  /** Says of all conditions of this operator for which generation they hold. */
  Conditions observed(long generation) {
    conditions.replaceAll(
        condition ->
            ConditionTypes.OURS.contains(Absent.asEmpty(condition.getType()))
                ? observed(condition, generation)
                : condition);
    return this;
  }

  public Conditions remove(String type) {
    conditions.removeIf(condition -> type.equals(condition.getType()));
    return this;
  }

  public boolean isTrue(String type) {
    return find(conditions, type)
        .filter(condition -> "True".equals(condition.getStatus()))
        .isPresent();
  }

  public List<RayClusterCondition> toList() {
    return conditions;
  }

  // A copy: one that was not set anew still belongs to the status before.
  private static RayClusterCondition observed(RayClusterCondition condition, long generation) {
    RayClusterCondition copy = new RayClusterCondition();
    copy.setType(condition.getType());
    copy.setStatus(condition.getStatus());
    copy.setReason(condition.getReason());
    copy.setMessage(condition.getMessage());
    copy.setLastTransitionTime(condition.getLastTransitionTime());
    copy.setObservedGeneration(generation);
    return copy;
  }

  /** A time as the API server writes it. */
  static String timestamp(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Optional<RayClusterCondition> find(
      List<RayClusterCondition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> Objects.equals(condition.getType(), type))
        .findFirst();
  }
}

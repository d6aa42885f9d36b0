package io.rayoperator.api.v1.validation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field that breaks a rule.
 *
 * @param value the value of the field, to be shown; null if there is none to show
 * @param message what is wrong and what to do, without the path and the value
 * @param alreadyStored whether the stored object broke the rule in the same way before this update,
 *     which is therefore not refused for it
 */
public record Violation(
    FieldPath field,
    Rule rule,
    Problem problem,
    @Nullable Object value,
    String message,
    boolean alreadyStored) {

  private static final int MAX_SHOWN_VALUE = 100;

  /** Whether the object must be refused. */
  public boolean isError() {
    return rule.severity() == Severity.ERROR && !alreadyStored;
  }

  /** Everything but the path: {@code Invalid value: 2: must be at least minReplicas 3; …}. */
  public String detail() {
    return problem.title() + (value == null ? "" : ": " + shownValue()) + ": " + message;
  }

  /** The value as messages show it: text in quotes, all shortened; empty if there is none. */
  public String shownValue() {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    String shown =
        text.length() <= MAX_SHOWN_VALUE ? text : text.substring(0, MAX_SHOWN_VALUE) + "…";
    return value instanceof String ? '"' + shown + '"' : shown;
  }

  Violation storedBefore() {
    return new Violation(field, rule, problem, value, message, true);
  }

  /** Whether this is the same mistake as another one, perhaps at another position of a list. */
  boolean repeats(Violation other) {
    return rule.id().equals(other.rule.id())
        && field.identity().equals(other.field.identity())
        && Objects.equals(value, other.value)
        && message.equals(other.message);
  }

  /** Path and detail: {@code spec.rayVersion: Required value: …}. */
  @Override
  public String toString() {
    return field + ": " + detail();
  }
}

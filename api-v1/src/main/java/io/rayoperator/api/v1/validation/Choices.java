package io.rayoperator.api.v1.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field that the API server takes, among which the absent and the empty one mean
 * its default.
 */
record Choices(List<String> values) {

  static Choices of(String... values) {
    return new Choices(List.of(values));
  }

  /** Notes a value that is none of them. */
  void check(Rule rule, FieldPath path, @Nullable String value, Violations found) {
    if (value != null && !value.isEmpty() && !values.contains(value)) {
      found.notSupported(rule, path, value, "must be one of " + this);
    }
  }

  /** As messages name them: {@code Always, IfNotPresent, Never}. */
  @Override
  public String toString() {
    return String.join(", ", values);
  }
}

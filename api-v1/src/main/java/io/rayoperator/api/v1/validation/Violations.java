package io.rayoperator.api.v1.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects violations in the order in which they are found. */
final class Violations {

  private final List<Violation> found = new ArrayList<>();

  void required(Rule rule, FieldPath field, String message) {
    add(rule, field, Problem.REQUIRED, null, message);
  }

  void invalid(Rule rule, FieldPath field, @Nullable Object value, String message) {
    add(rule, field, Problem.INVALID, value, message);
  }

  void duplicate(Rule rule, FieldPath field, Object value, String message) {
    add(rule, field, Problem.DUPLICATE, value, message);
  }

  void forbidden(Rule rule, FieldPath field, String message) {
    add(rule, field, Problem.FORBIDDEN, null, message);
  }

  void notSupported(Rule rule, FieldPath field, Object value, String message) {
    add(rule, field, Problem.NOT_SUPPORTED, value, message);
  }

  void wrongType(Rule rule, FieldPath field, Object value, String message) {
    add(rule, field, Problem.WRONG_TYPE, value, message);
  }

  private void add(
      Rule rule, FieldPath field, Problem problem, @Nullable Object value, String message) {
    found.add(new Violation(field, rule, problem, value, message, false));
  }

  List<Violation> list() {
    return List.copyOf(found);
  }
}

package io.rayoperator.api.v1.validation;

/** What a violation leads to. */
public enum Severity {
  /** The object is refused. */
  ERROR,
  /** The object is accepted, and the user is told. */
  WARNING
}

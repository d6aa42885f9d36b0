package io.rayoperator.api.v1.validation;

/** The kinds of violation that the API server knows, with its words for them. */
public enum Problem {
  REQUIRED("FieldValueRequired", "Required value"),
  INVALID("FieldValueInvalid", "Invalid value"),
  DUPLICATE("FieldValueDuplicate", "Duplicate value"),
  FORBIDDEN("FieldValueForbidden", "Forbidden"),
  NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
  WRONG_TYPE("FieldValueTypeInvalid", "Invalid value");

  private final String reason;
  private final String title;

  Problem(String reason, String title) {
    this.reason = reason;
    this.title = title;
  }

  /** What {@code details.causes[].reason} of a refusal says. */
  public String reason() {
    return reason;
  }

  /** What messages begin with. */
  public String title() {
    return title;
  }
}

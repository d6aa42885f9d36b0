package io.rayoperator.conversion.layout;

import java.util.List;

/**
 * Where one field of a layout goes: a row of {@code docs/conversion.md} and of {@code ray-operator
 * convert --explain}. A row holds for everything below its field that has no row of its own.
 *
 * @param field path below {@code spec} in this layout; {@code []} stands for every element of a
 *     list, as in {@code extensions[].command}, {@code [0]} for its first element
 * @param hubFields paths below {@code spec} in v1; empty if v1 has no place for the field, so that
 *     it travels in the residual
 * @param becomes what happens to the value on the way, in one sentence without a full stop; empty
 *     if it stays as it is
 */
public record FieldMove(String field, List<String> hubFields, String becomes) {
  public FieldMove {
    hubFields = List.copyOf(hubFields);
  }

  /** A field that v1 has under the same path. */
  public static FieldMove same(String field) {
    return new FieldMove(field, List.of(field), "");
  }

  /** A field that v1 has elsewhere, unchanged. */
  public static FieldMove to(String field, String... hubFields) {
    return new FieldMove(field, List.of(hubFields), "");
  }

  /** A field that v1 has no place for. */
  public static FieldMove residual(String field, String why) {
    return new FieldMove(field, List.of(), why);
  }

  /** Whether v1 has no place for the field, so that it travels in the residual. */
  public boolean isResidual() {
    return hubFields.isEmpty();
  }

  /** This row with words about what happens to the value. */
  public FieldMove as(String becomes) {
    return new FieldMove(field, hubFields, becomes);
  }
}

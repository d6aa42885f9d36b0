package io.rayoperator.api.v1.validation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a field in an object. Immutable, equal by value. Cheap to make: the rules make many
 * and show few, so that texts are put together when they are asked for.
 */
public final class FieldPath {

  private static final int FIELD = -1;

  /** The object itself. */
  public static final FieldPath ROOT = new FieldPath(null, FIELD, null);

  private final @Nullable FieldPath parent;
  private final int index;
  private final @Nullable String name;

  /**
   * @param index the position in a list, or {@link #FIELD}
   * @param name the name of a field, or what identifies the item of a list, if there is such a
   *     thing
   */
  private FieldPath(@Nullable FieldPath parent, int index, @Nullable String name) {
    this.parent = parent;
    this.index = index;
    this.name = name;
  }

  /** The path of nested fields, such as {@code of("spec", "headGroupSpec")}. */
  public static FieldPath of(String... names) {
    FieldPath path = ROOT;
    for (String name : names) {
      path = path.child(name);
    }
    return path;
  }

  /** A field of the object at this path, or an entry of the map at it. */
  public FieldPath child(String name) {
    return new FieldPath(this, FIELD, name);
  }

  /** An item of the list at this path that nothing but its position identifies. */
  public FieldPath index(int index) {
    return index(index, null);
  }

  /**
   * An item of the list at this path.
   *
   * @param key what identifies the item wherever it stands in the list, such as the name of a
   *     worker group, if it has such a thing
   */
  public FieldPath index(int index, @Nullable String key) {
    return new FieldPath(this, index, key);
  }

  /** This path as messages show it: {@code spec.workerGroupSpecs[1].groupName}. */
  @Override
  public String toString() {
    return parent == null ? "" : parent + (index == FIELD ? fieldText() : "[" + index + "]");
  }

  /** This path as RFC 6901 writes it: {@code /spec/workerGroupSpecs/1/groupName}. */
  public String toJsonPointer() {
    if (parent == null) {
      return "";
    }
    String token =
        index == FIELD ? fieldName().replace("~", "~0").replace("/", "~1") : String.valueOf(index);
    return parent.toJsonPointer() + "/" + token;
  }

  /** Like {@link #toString}, but with the keys of list items in place of their positions. */
  String identity() {
    if (parent == null) {
      return "";
    }
    return parent.identity()
        + (index == FIELD ? fieldText() : "[" + (name == null ? index : name) + "]");
  }

  private String fieldName() {
    return Objects.requireNonNullElse(name, "");
  }

  private String fieldText() {
    String field = fieldName();
    if (!isPlain(field)) {
      return "[" + field + "]";
    }
    boolean isFirst = parent != null && parent.parent == null;
    return isFirst ? field : "." + field;
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !isDigit(name.charAt(0))
        && name.chars().allMatch(c -> c == '_' || isDigit(c) || isLetter(c));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldPath that && toJsonPointer().equals(that.toJsonPointer());
  }

  @Override
  public int hashCode() {
    return toJsonPointer().hashCode();
  }
}

package io.rayoperator.api.v1.validation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The place of a field in an object. Immutable, equal by value. */
public final class FieldPath {

  /** The object itself. */
  public static final FieldPath ROOT = new FieldPath(null, "", "", "");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final @Nullable FieldPath parent;
  private final String text;
  private final String token;
  private final String identity;

  private FieldPath(@Nullable FieldPath parent, String text, String token, String identity) {
    this.parent = parent;
    this.text = text;
    this.token = token;
    this.identity = identity;
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
    String text =
        PLAIN.matcher(name).matches() ? (this.equals(ROOT) ? name : "." + name) : "[" + name + "]";
    return new FieldPath(this, text, name, text);
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
    return new FieldPath(
        this, "[" + index + "]", Integer.toString(index), "[" + (key == null ? index : key) + "]");
  }

  /** This path as messages show it: {@code spec.workerGroupSpecs[1].groupName}. */
  @Override
  public String toString() {
    return parent == null ? "" : parent + text;
  }

  /** This path as RFC 6901 writes it: {@code /spec/workerGroupSpecs/1/groupName}. */
  public String toJsonPointer() {
    return parent == null
        ? ""
        : parent.toJsonPointer() + "/" + token.replace("~", "~0").replace("/", "~1");
  }

  /** Like {@link #toString}, but with the keys of list items in place of their positions. */
  String identity() {
    return parent == null ? "" : parent.identity() + identity;
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

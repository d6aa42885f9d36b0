package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A residual as found on an object.
 *
 * @param raw the value of the annotation, null if there is none
 * @param residual what it says; null if there is none or it cannot be read
 */
public record ResidualAnnotation(@Nullable JsonNode raw, @Nullable Residual residual) {

  public static ResidualAnnotation of(ObjectNode object, String key) {
    JsonNode raw = Annotations.get(object, key);
    return new ResidualAnnotation(raw, raw == null ? null : ResidualCodec.decode(raw.textValue()));
  }

  /** Whether there is a residual that nobody can read: it is carried along as it is. */
  public boolean isUnreadable() {
    return raw != null && residual == null;
  }

  /** Whether the value of an annotation is a residual. */
  public static boolean isReadable(JsonNode raw) {
    return ResidualCodec.decode(raw.textValue()) != null;
  }

  /** What the annotation says; nothing if it cannot be read. */
  public Residual orEmpty() {
    return residual == null ? Residual.EMPTY : residual;
  }

  /**
   * The value of the annotation that holds a residual on an object. A residual that does not fit
   * becomes {@link Residual#OMITTED}, which admission refuses.
   *
   * @param key the annotation
   * @return null if there is nothing to say, or no room for a word
   */
  public static @Nullable JsonNode value(Residual residual, ObjectNode object, String key) {
    if (residual.isEmpty()) {
      return null;
    }
    String text = ResidualCodec.encode(residual);
    if (text != null && Annotations.hasRoom(object, key, text)) {
      return TextNode.valueOf(text);
    }
    return Annotations.hasRoom(object, key, ResidualCodec.omitted())
        ? TextNode.valueOf(ResidualCodec.omitted())
        : null;
  }
}

package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import org.jspecify.annotations.Nullable;

/**
 * How an object has no annotations: what is left when the last conversion annotation is taken away.
 */
public enum AnnotationShape {
  /** There are others, or there is no {@code annotations} field. */
  USUAL("usual"),
  EMPTY_ANNOTATIONS("empty-annotations"),
  NULL_ANNOTATIONS("null-annotations"),
  NO_METADATA("no-metadata"),
  NULL_METADATA("null-metadata");

  private final String text;

  AnnotationShape(String text) {
    this.text = text;
  }

  /** The stored form. */
  String text() {
    return text;
  }

  static AnnotationShape parse(@Nullable String text) {
    for (AnnotationShape shape : values()) {
      if (shape.text.equals(text)) {
        return shape;
      }
    }
    return USUAL;
  }

  /** The shape of an object. */
  public static AnnotationShape of(ObjectNode object) {
    JsonNode metadata = object.get("metadata");
    if (metadata == null) {
      return NO_METADATA;
    }
    if (metadata.isNull()) {
      return NULL_METADATA;
    }
    JsonNode annotations = metadata.get("annotations");
    if (annotations == null) {
      return USUAL;
    }
    if (annotations.isNull()) {
      return NULL_ANNOTATIONS;
    }
    return annotations.isObject() && annotations.isEmpty() ? EMPTY_ANNOTATIONS : USUAL;
  }

  /** Gives the object, whose annotations have become empty, this shape. */
  void applyTo(ObjectNode object, ObjectNode metadata) {
    ObjectNode rest = Trees.copy(metadata);
    rest.remove("annotations");
    switch (this) {
      case USUAL -> object.set("metadata", rest);
      case EMPTY_ANNOTATIONS -> {
        rest.putObject("annotations");
        object.set("metadata", rest);
      }
      case NULL_ANNOTATIONS -> {
        rest.putNull("annotations");
        object.set("metadata", rest);
      }
      case NO_METADATA -> {
        if (rest.isEmpty()) {
          object.remove("metadata");
        } else {
          object.set("metadata", rest);
        }
      }
      case NULL_METADATA -> object.set("metadata", rest.isEmpty() ? NullNode.instance : rest);
    }
  }
}

package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version says of an object and the other cannot.
 *
 * @param edits the edits that turn the other version's projection into this version's object
 *     ({@link EditRecorder}), null if none
 * @param annotations conversion annotations that this version's object has and the conversion would
 *     not write; JSON null for one that it would write and the object has not
 * @param shape how the object has no annotations
 * @param omitted whether the residual did not fit into the annotations and was left out
 */
public record Residual(
    @Nullable ObjectNode edits,
    Map<String, JsonNode> annotations,
    AnnotationShape shape,
    boolean omitted) {

  /** Nothing to say. */
  public static final Residual EMPTY = new Residual(null, Map.of(), AnnotationShape.USUAL, false);

  /** Says that there was more than fits. */
  public static final Residual OMITTED = new Residual(null, Map.of(), AnnotationShape.USUAL, true);

  /**
   * A conversion annotation that is to be put back; null if none, or if it is no text and so cannot
   * be one.
   */
  public @Nullable JsonNode annotation(String key) {
    JsonNode value = annotations.get(key);
    return value != null && value.isTextual() ? value : null;
  }

  public boolean isEmpty() {
    return edits == null && annotations.isEmpty() && shape == AnnotationShape.USUAL && !omitted;
  }
}

package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How one version shows a field of an abstract object. A value that is not there is a missing node.
 */
interface Slot {

  JsonNode read(JsonNode object);

  /** Gives the field a value, or takes it away if that is missing. */
  void write(ObjectNode object, JsonNode value);

  /** Takes away all that the field is about, so that the rest of two objects can be compared. */
  void erase(ObjectNode object);

  /**
   * The value that a JSON merge patch gives the field.
   *
   * @return null if the patch does not touch it
   */
  @Nullable JsonNode valueIn(JsonNode mergePatch);
}

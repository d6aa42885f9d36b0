package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A whole worker group that comes and goes. Its value is one field inside it.
 *
 * @param group where the group stands
 * @param inside where the value stands in the whole object
 * @param form the group as it is when it comes
 */
record WorkerGroupSlot(Place group, Place inside, ObjectNode form) implements Slot {

  @Override
  public JsonNode read(JsonNode object) {
    return inside.read(object);
  }

  @Override
  public void write(ObjectNode object, JsonNode value) {
    if (value.isMissingNode()) {
      group.erase(object);
      return;
    }
    if (group.read(object).isMissingNode()) {
      group.write(object, form);
    }
    inside.write(object, value);
  }

  @Override
  public void erase(ObjectNode object) {
    group.erase(object);
  }

  @Override
  public @Nullable JsonNode valueIn(JsonNode mergePatch) {
    return inside.valueIn(mergePatch);
  }
}

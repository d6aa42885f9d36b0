package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one version shows at one revision of an object.
 *
 * @param values of the fields that the version can say
 * @param rest all that no writer ever changes
 */
record Shown(Map<Field, JsonNode> values, ObjectNode rest) {

  private static final List<String> COMPUTED_COUNTERS =
      List.of("availableReplicas", "desiredReplicas", "minimumReplicas", "maximumReplicas");

  static Shown of(String version, ObjectNode object, List<Field> fields) {
    Map<Field, JsonNode> values = new HashMap<>();
    ObjectNode rest = Served.meant(object);
    for (Field field : fields) {
      Slot slot = field.in(version);
      if (slot != null) {
        values.put(field, known(slot.read(object), field));
        slot.erase(rest);
      }
    }
    // ByteDance's and Microsoft's layouts compute these from what v1 says of pods.
    if (rest.path("status") instanceof ObjectNode status) {
      status.remove(COMPUTED_COUNTERS);
    }
    return new Shown(values, rest);
  }

  /** The instance that stands for the value everywhere: there are very many of these objects. */
  private static JsonNode known(JsonNode value, Field field) {
    int index = field.values().indexOf(value);
    return index < 0 ? value : field.values().get(index);
  }

  /** This, with the memory of the rest shared with another one if both are equal. */
  Shown sharing(Shown other) {
    return rest.equals(other.rest) ? new Shown(values, other.rest) : this;
  }
}

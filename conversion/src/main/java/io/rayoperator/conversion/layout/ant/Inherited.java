package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every group of one object gets without saying so.
 *
 * @param defaultImage {@code images.defaultImage}, null if it is not a string
 * @param pullPolicy {@code imagePullPolicy}, null if it is not a string
 * @param env the variables that Ant added, by name
 * @param ports the ports that Ant added
 */
record Inherited(
    @Nullable JsonNode defaultImage,
    @Nullable JsonNode pullPolicy,
    Map<String, ObjectNode> env,
    ArrayNode ports) {

  static Inherited of(ObjectNode spec, ArrayNode ports) {
    return new Inherited(
        textOrNull(spec.path("images").get("defaultImage")),
        textOrNull(spec.get("imagePullPolicy")),
        ImpliedByAnt.env(),
        ports);
  }

  /** Whether a path in this layout stands at the top of the spec, not in a group. */
  static boolean isSpecField(List<String> path) {
    return path.get(0).equals("images") || path.get(0).equals("imagePullPolicy");
  }

  private static @Nullable JsonNode textOrNull(@Nullable JsonNode value) {
    return value != null && value.isTextual() ? value : null;
  }
}

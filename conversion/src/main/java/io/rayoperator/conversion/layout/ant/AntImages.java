package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of all groups inherit from the top of the spec.
 *
 * @param defaultImage {@code images.defaultImage}, null if it is not a string
 * @param pullPolicy {@code imagePullPolicy}, null if it is not a string
 */
record AntImages(@Nullable JsonNode defaultImage, @Nullable JsonNode pullPolicy) {
  static AntImages of(ObjectNode spec) {
    return new AntImages(
        textOrNull(spec.path("images").get("defaultImage")),
        textOrNull(spec.get("imagePullPolicy")));
  }

  /** Whether a path in this layout stands at the top of the spec, not in a group. */
  static boolean isSpecField(List<String> path) {
    return path.get(0).equals("images") || path.get(0).equals("imagePullPolicy");
  }

  private static @Nullable JsonNode textOrNull(@Nullable JsonNode value) {
    return value != null && value.isTextual() ? value : null;
  }
}

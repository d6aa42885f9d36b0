package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import org.jspecify.annotations.Nullable;

/** Says why an object has no layout that can be converted. */
final class LayoutProblem {

  private LayoutProblem() {}

  /** What is wrong with the layout of a RayCluster; null if nothing is, as with every v1 object. */
  static @Nullable String of(ObjectNode cluster) {
    if (!ApiVersion.V1ALPHA1.groupVersion().equals(cluster.path("apiVersion").asText())) {
      return null;
    }
    return switch (LayoutDetector.match(cluster.get("spec"))) {
      case LayoutMatch.Matched(var layout) when layout.supported() -> null;
      case LayoutMatch.Matched(var layout) -> layout.title() + "'s layout cannot be converted yet";
      case LayoutMatch.Ambiguous(var layouts, var keys) ->
          "the spec mixes fields of several layouts: " + String.join(", ", keys);
      case LayoutMatch.Unrecognised(var keys) ->
          "the spec has no field of any layout"
              + (keys.isEmpty() ? "" : ", only " + String.join(", ", keys));
    };
  }
}

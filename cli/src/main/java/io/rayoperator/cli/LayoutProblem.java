package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why an object does not have a layout that its version knows. */
final class LayoutProblem {

  private LayoutProblem() {}

  /** What is wrong with the layout of a RayCluster; null if nothing is. */
  static @Nullable String of(ObjectNode cluster) {
    LayoutMatch match = LayoutDetector.match(cluster.get("spec"));
    return ApiVersion.V1.groupVersion().equals(cluster.path("apiVersion").asText())
        ? ofV1(match)
        : ofV1alpha1(match);
  }

  private static @Nullable String ofV1(LayoutMatch match) {
    return switch (match) {
      case LayoutMatch.Matched(var layout) when layout == Layout.KUBERAY -> null;
      case LayoutMatch.Matched(var layout) ->
          "has "
              + layout.title()
              + "'s layout, which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1, or let"
              + " `ray-operator convert -f FILE --to v1` rewrite the manifest";
      case LayoutMatch.Ambiguous(var layouts, var keys) -> mixes(keys);
      case LayoutMatch.Unrecognised unrecognised -> null; // the rules say what is missing
    };
  }

  private static @Nullable String ofV1alpha1(LayoutMatch match) {
    return switch (match) {
      case LayoutMatch.Matched matched -> null;
      case LayoutMatch.Ambiguous(var layouts, var keys) -> mixes(keys);
      case LayoutMatch.Unrecognised(var keys) ->
          "the spec has no field of any layout"
              + (keys.isEmpty() ? "" : ", only " + String.join(", ", keys));
    };
  }

  private static String mixes(List<String> keys) {
    return "the spec mixes fields of several layouts: " + String.join(", ", keys);
  }
}

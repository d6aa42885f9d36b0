package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes sure that an object has exactly one layout, one that its version knows. */
final class LayoutGuard {

  private static final String CHOICE =
      "Ant's (clusterName, images, extensions), ByteDance's (headNodeSpec, workerNodeSpec), Microsoft's (headService,"
          + " headGroupSpec, workerGroupsSpec) or KubeRay's (headGroupSpec, workerGroupSpecs)";

  private LayoutGuard() {}

  /**
   * Returns the refusal of an object for its layout; null if the layout is fine, or was the same
   * before.
   */
  static @Nullable ObjectNode refusal(Change change) {
    String problem = problem(change.after(), change.userVersion());
    HubView before = change.before();
    if (problem == null
        || (before != null && problem.equals(problem(before, change.userVersion())))) {
      return null;
    }
    return Refusals.invalid(
        UserView.nameOf(change.after().hub()),
        List.of(new Refusals.Cause("spec", "FieldValueInvalid", "Invalid value: " + problem)));
  }

  private static @Nullable String problem(HubView object, ApiVersion userVersion) {
    String ofHub = problemOfV1(LayoutDetector.match(object.hub().get("spec")));
    if (userVersion == ApiVersion.V1) {
      return ofHub;
    }
    String written = problemOfV1alpha1(LayoutDetector.match(object.v1alpha1().get("spec")));
    // A forged residual could put marks of older layouts into v1, which its schema knows.
    return written == null ? ofHub : written;
  }

  private static @Nullable String problemOfV1(LayoutMatch match) {
    return switch (match) {
      case LayoutMatch.Matched(var layout) when layout == Layout.KUBERAY -> null;
      case LayoutMatch.Matched(var layout) ->
          "has "
              + layout.title()
              + "'s layout, which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1, or let"
              + " `ray-operator convert -f FILE --to v1` rewrite the manifest";
      case LayoutMatch.Ambiguous(var layouts, var keys) ->
          "mixes the layouts of "
              + titles(layouts)
              + " ("
              + list(keys)
              + "); ray.io/v1 knows KubeRay's only";
      case LayoutMatch.Unrecognised unrecognised ->
          null; // the rules say that headGroupSpec is missing
    };
  }

  private static @Nullable String problemOfV1alpha1(LayoutMatch match) {
    return switch (match) {
      case LayoutMatch.Matched matched -> null;
      case LayoutMatch.Ambiguous(var layouts, var keys) ->
          "must have exactly one layout, and mixes those of %s (%s); keep the fields of one: %s"
              .formatted(titles(layouts), list(keys), CHOICE);
      case LayoutMatch.Unrecognised(var keys) ->
          "must have exactly one layout, and %s; write %s"
              .formatted(keys.isEmpty() ? "is empty" : "no layout has only " + list(keys), CHOICE);
    };
  }

  private static String titles(Collection<Layout> layouts) {
    return layouts.stream().sorted().map(Layout::title).collect(Collectors.joining(" and "));
  }

  private static String list(Collection<String> keys) {
    return String.join(", ", keys);
  }
}

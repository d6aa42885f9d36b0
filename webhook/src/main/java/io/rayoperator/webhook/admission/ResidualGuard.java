package io.rayoperator.webhook.admission;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import io.rayoperator.webhook.autoscaling.LastApplied;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Refuses what conversion could not keep. Conversion itself never fails, it leaves out what has no
 * room and marks the object; here is the place to say so, before anything is lost.
 */
final class ResidualGuard {

  /** Room for the layout and for the mark that something was left out. */
  static final int RESERVED_BYTES = 512;

  private static final String ANNOTATIONS = "metadata.annotations";

  private ResidualGuard() {}

  /** What can be wrong. The same again as in the stored object is not refused. */
  private enum Problem {
    NO_ROOM,
    V1ALPHA1_LEFT_OUT,
    V1_LEFT_OUT,
    V1ALPHA1_UNREADABLE,
    V1_UNREADABLE,
    UNKNOWN_LAYOUT
  }

  /** What speaks against an object; empty if nothing does. */
  static List<Refusals.Cause> causes(Change change) {
    Map<Problem, Refusals.Cause> problems = problems(change.after());
    HubView before = change.before();
    if (before == null) {
      return List.copyOf(problems.values());
    }
    if (!problems.isEmpty()) {
      problems.keySet().removeAll(problems(before).keySet());
    }
    List<Refusals.Cause> causes = new ArrayList<>(problems.values());
    if (change.userVersion() == ApiVersion.V1) {
      causes.addAll(lostOrForeignResidual(before.hub(), change.after().hub()));
    }
    return causes;
  }

  private static Map<Problem, Refusals.Cause> problems(HubView object) {
    ObjectNode hub = object.hub();
    Map<Problem, Refusals.Cause> problems = new EnumMap<>(Problem.class);
    long free = Annotations.freeBytes(hub, LAYOUT, V1ALPHA1_RESIDUAL, V1_RESIDUAL);
    if (free < RESERVED_BYTES) {
      problems.put(
          Problem.NO_ROOM,
          tooLong("leave %d bytes, conversion needs %d".formatted(free, RESERVED_BYTES), hub));
    }
    ResidualAnnotation ofSpoke = ResidualAnnotation.of(hub, V1ALPHA1_RESIDUAL);
    if (ofSpoke.orEmpty().omitted()) {
      problems.put(Problem.V1ALPHA1_LEFT_OUT, tooLong(leftOut(ApiVersion.V1, free), hub));
    } else if (viewLeavesOut(object)) {
      problems.put(Problem.V1_LEFT_OUT, tooLong(leftOut(ApiVersion.V1ALPHA1, free), hub));
    }
    if (ofSpoke.isUnreadable()) {
      problems.put(Problem.V1ALPHA1_UNREADABLE, unreadable(V1ALPHA1_RESIDUAL));
    }
    if (ResidualAnnotation.of(hub, V1_RESIDUAL).isUnreadable()) {
      problems.put(Problem.V1_UNREADABLE, unreadable(V1_RESIDUAL));
    }
    JsonNode layout = Annotations.get(hub, LAYOUT);
    if (layout != null && Layout.parse(layout.textValue()) == null) {
      problems.put(
          Problem.UNKNOWN_LAYOUT,
          new Refusals.Cause(
              field(LAYOUT),
              "FieldValueNotSupported",
              "Unsupported value: "
                  + layout
                  + ": supported values: "
                  + Arrays.stream(Layout.values())
                      .map(known -> '"' + known.id() + '"')
                      .collect(Collectors.joining(", "))));
    }
    return problems;
  }

  private static boolean viewLeavesOut(HubView object) {
    return ResidualAnnotation.of(object.v1alpha1(), V1_RESIDUAL).orEmpty().omitted();
  }

  private static String leftOut(ApiVersion version, long free) {
    return "leave %d bytes, too few for what %s has no place for (or that is nested too deeply to be kept)"
        .formatted(free, version.groupVersion());
  }

  private static Refusals.Cause tooLong(String what, ObjectNode hub) {
    return new Refusals.Cause(
        ANNOTATIONS,
        "FieldValueTooLong",
        "Too long: of %d bytes the annotations %s; %s"
            .formatted(Annotations.MAX_TOTAL_BYTES, what, advice(hub)));
  }

  /** What to do, for the annotation where it helps most. */
  private static String advice(ObjectNode hub) {
    String largest =
        hub.path("metadata").path("annotations").properties().stream()
            .filter(entry -> !entry.getKey().startsWith("conversion.ray.io/"))
            .max(Comparator.comparingInt(entry -> bytes(entry.getValue())))
            .map(
                entry ->
                    (entry.getKey().equals(LastApplied.ANNOTATION)
                            ? "apply with --server-side, which needs no %s (%d bytes)"
                            : "shorten %s (%d bytes)")
                        .formatted(entry.getKey(), bytes(entry.getValue())))
            .orElse("the object has no others");
    return largest + ", or write only fields that both versions have";
  }

  private static int bytes(JsonNode value) {
    return value.asText().getBytes(StandardCharsets.UTF_8).length;
  }

  private static Refusals.Cause unreadable(String annotation) {
    return invalid(
        annotation,
        "is not what conversion wrote, or comes from a later version of the operator; leave the annotation"
            + " as it was, or out (an update gets it back)");
  }

  /** The layout and the residual of a v1 object belong together. */
  private static List<Refusals.Cause> lostOrForeignResidual(ObjectNode old, ObjectNode hub) {
    ResidualAnnotation before = ResidualAnnotation.of(old, V1ALPHA1_RESIDUAL);
    if (before.orEmpty().edits() == null) {
      return List.of();
    }
    JsonNode after = Annotations.get(hub, V1ALPHA1_RESIDUAL);
    Layout layoutBefore = RayClusterConverter.layoutOf(old);
    Layout layoutAfter = RayClusterConverter.layoutOf(hub);
    if (layoutBefore != layoutAfter && Objects.equals(before.raw(), after)) {
      return List.of(
          invalid(
              LAYOUT,
              "the annotation %s holds what only %s's layout can say; remove it in the same update to give"
                      .formatted(V1ALPHA1_RESIDUAL, layoutBefore.title())
                  + " that up, or keep the layout"));
    }
    // It would have been given back, if there were room.
    return after == null && Annotations.get(hub, LAYOUT) == null
        ? List.of(tooLong("leave no room for " + V1ALPHA1_RESIDUAL + " of the stored object", hub))
        : List.of();
  }

  private static Refusals.Cause invalid(String annotation, String message) {
    return new Refusals.Cause(field(annotation), "FieldValueInvalid", "Invalid value: " + message);
  }

  private static String field(String annotation) {
    return ANNOTATIONS + "[" + annotation + "]";
  }
}

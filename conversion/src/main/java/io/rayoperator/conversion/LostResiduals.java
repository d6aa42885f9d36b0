package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.RayClusterConverter.Spoke;
import io.rayoperator.conversion.residual.AnnotationShape;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.Residual;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives an updated object back what its writer lost by dropping conversion annotations, as {@code
 * kubectl replace} of a manifest does.
 */
public final class LostResiduals {
  private final RayClusterConverter converter;

  public LostResiduals(RayClusterConverter converter) {
    this.converter = converter;
  }

  /**
   * The new v1 object, complete. What the writer changed stays changed: a residual applies only
   * where the object still shows what it showed before.
   *
   * <p>A v1alpha1 writer cannot see v1's fields, so an object without any of what the old one had
   * in its residual is one whose annotation was dropped, or damaged. A v1 writer cannot see what
   * v1alpha1's user wrote, so its annotations are put back when they are missing; to change the
   * layout, write another one.
   *
   * @param stored the object before the update
   * @param updated the object to be stored
   * @param requestVersion in which it was written
   * @return the updated hub itself if nothing was lost
   */
  public ObjectNode restore(HubView stored, HubView updated, ApiVersion requestVersion) {
    return requestVersion == ApiVersion.V1
        ? withAnnotationsOf(stored.hub(), updated.hub())
        : withResidualOf(stored, updated);
  }

  private ObjectNode withResidualOf(HubView stored, HubView updated) {
    Spoke after = updated.spoke();
    if (saysSomething(after.ofHub())) {
      return updated.hub();
    }
    Spoke before = stored.spoke();
    return saysSomething(before.ofHub())
        ? converter.up(new Spoke(without(after.written(), V1_RESIDUAL), before.ofHub()))
        : updated.hub();
  }

  /** An annotation of this name on the v1 object is what remained of a damaged residual. */
  private static boolean saysSomething(Residual ofHub) {
    return ofHub.edits() != null
        || ofHub.annotations().keySet().stream().anyMatch(key -> !key.equals(V1_RESIDUAL));
  }

  private static ObjectNode without(ObjectNode object, String annotation) {
    Map<String, @Nullable JsonNode> removal = new LinkedHashMap<>();
    removal.put(annotation, null);
    return Annotations.changed(object, removal, AnnotationShape.USUAL);
  }

  private static ObjectNode withAnnotationsOf(ObjectNode oldHub, ObjectNode newHub) {
    if (Annotations.get(newHub, LAYOUT) != null
        || Annotations.get(newHub, V1ALPHA1_RESIDUAL) != null) {
      return newHub;
    }
    Map<String, @Nullable JsonNode> lost = new LinkedHashMap<>();
    lost.put(LAYOUT, Annotations.get(oldHub, LAYOUT));
    lost.put(V1ALPHA1_RESIDUAL, Annotations.get(oldHub, V1ALPHA1_RESIDUAL));
    return Annotations.changed(newHub, lost, AnnotationShape.USUAL);
  }
}

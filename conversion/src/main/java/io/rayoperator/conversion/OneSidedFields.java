package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.RayClusterConverter.Spoke;
import io.rayoperator.conversion.residual.AnnotationShape;
import io.rayoperator.conversion.residual.Annotations;
import java.util.Collections;

/**
 * Removes fields that one version alone can say: the other version shows the same object before and
 * after, but for the residual.
 */
public final class OneSidedFields {
  private final RayClusterConverter converter;

  public OneSidedFields(RayClusterConverter converter) {
    this.converter = converter;
  }

  /** Removes fields from an object of one version. */
  @FunctionalInterface
  public interface Removal {
    /**
     * Returns the object without the fields.
     *
     * @param object in that version; not to be changed
     * @param shared what of it the other version says: anything else is a part of its residual
     */
    ObjectNode apply(ObjectNode object, ObjectNode shared);
  }

  /**
   * The v1 object without what the removal takes from it.
   *
   * @param version in which the fields are removed
   * @return the hub itself if nothing was removed, or also something that both versions show
   */
  public ObjectNode remove(HubView object, ApiVersion version, Removal removal) {
    return version == ApiVersion.V1
        ? removeFromV1(object, removal)
        : removeFromV1alpha1(object, removal);
  }

  private ObjectNode removeFromV1(HubView object, Removal removal) {
    ObjectNode shown = object.spoke().written();
    ObjectNode rest = removal.apply(object.hub(), converter.shared(object.spoke()));
    return !rest.equals(object.hub()) && converter.show(rest).written().equals(shown)
        ? rest
        : object.hub();
  }

  private ObjectNode removeFromV1alpha1(HubView object, Removal removal) {
    Spoke spoke = object.spoke();
    ObjectNode rest = removal.apply(spoke.written(), converter.shared(object.hub()));
    if (rest.equals(spoke.written())) {
      return object.hub();
    }
    ObjectNode hub = converter.up(new Spoke(rest, spoke.ofHub()));
    return withoutResidual(hub).equals(withoutResidual(object.hub())) ? hub : object.hub();
  }

  private static ObjectNode withoutResidual(ObjectNode hub) {
    return Annotations.changed(
        hub, Collections.singletonMap(V1ALPHA1_RESIDUAL, null), AnnotationShape.USUAL);
  }
}

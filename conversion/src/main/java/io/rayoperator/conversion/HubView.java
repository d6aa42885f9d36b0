package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.RayClusterConverter.Spoke;
import io.rayoperator.conversion.layout.LayoutConverter;
import org.jspecify.annotations.Nullable;

/**
 * A v1 object, and how v1alpha1 shows it: converted when somebody asks first, and once, however
 * many ask. For one thread.
 */
public final class HubView {
  private final RayClusterConverter converter;
  private final ObjectNode hub;
  private @Nullable Spoke spoke;
  private @Nullable ObjectNode v1alpha1;

  /**
   * A view of an object.
   *
   * @param hub the object as v1, which nobody may change from now on
   */
  public HubView(RayClusterConverter converter, ObjectNode hub) {
    this.converter = converter;
    this.hub = hub;
  }

  /** The object as v1. */
  public ObjectNode hub() {
    return hub;
  }

  /** The object as v1alpha1, with what belongs to v1 in its residual. */
  public ObjectNode v1alpha1() {
    if (v1alpha1 == null) {
      v1alpha1 = converter.down(spoke());
    }
    return v1alpha1;
  }

  /**
   * The object as v1alpha1 without its residual, in the words of whoever wrote it there; not to be
   * changed.
   */
  public ObjectNode shown() {
    return spoke().written();
  }

  Spoke spoke() {
    if (spoke == null) {
      spoke = converter.show(hub);
    }
    return spoke;
  }

  /** The rules of the layout in which v1alpha1 shows the object. */
  LayoutConverter layoutConverter() {
    return converter.layoutConverter(RayClusterConverter.layoutOf(hub));
  }
}

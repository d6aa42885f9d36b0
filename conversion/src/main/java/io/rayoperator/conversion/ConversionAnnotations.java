package io.rayoperator.conversion;

/** The annotations that conversion reads and writes. */
public final class ConversionAnnotations {
  /**
   * On v1 objects: the layout in which v1alpha1 shows the object, the {@code id()} of a {@link
   * io.rayoperator.conversion.layout.Layout}. Absent means KubeRay's. Removing it does not change
   * the layout (it is put back); writing another one does.
   */
  public static final String LAYOUT = "conversion.ray.io/layout";

  /** On v1 objects: what v1 cannot say of the v1alpha1 object. */
  public static final String V1ALPHA1_RESIDUAL = "conversion.ray.io/v1alpha1";

  /** On v1alpha1 objects: what the layout cannot say of the v1 object. */
  public static final String V1_RESIDUAL = "conversion.ray.io/v1";

  private ConversionAnnotations() {}
}

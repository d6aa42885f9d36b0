package io.rayoperator.api.legacy;

/** Names under which the API server knows the Python operator's RayClusters. */
public final class LegacyApi {

  public static final String GROUP = "cluster.ray.io";

  public static final String VERSION = "v1";

  public static final String API_VERSION = GROUP + "/" + VERSION;

  public static final String KIND = "RayCluster";
  public static final String PLURAL = "rayclusters";
  public static final String SINGULAR = "raycluster";

  /** Means these RayClusters wherever both groups are served, as {@code rayclusters} may not. */
  public static final String SHORT_NAME = "lrc";

  /** As {@link #SHORT_NAME}, for those who would rather read it. */
  public static final String LONG_NAME = "legacyrayclusters";

  /** Name of the CustomResourceDefinition. */
  public static final String CRD = PLURAL + "." + GROUP;

  private LegacyApi() {}
}

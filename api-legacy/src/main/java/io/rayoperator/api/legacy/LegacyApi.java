package io.rayoperator.api.legacy;

/** Names under which the API server knows the Python operator's RayClusters. */
public final class LegacyApi {

  public static final String GROUP = "cluster.ray.io";

  public static final String VERSION = "v1";

  public static final String API_VERSION = GROUP + "/" + VERSION;

  public static final String KIND = "RayCluster";
  public static final String PLURAL = "rayclusters";
  public static final String SINGULAR = "raycluster";

  /** Name of the CustomResourceDefinition. */
  public static final String CRD = PLURAL + "." + GROUP;

  private LegacyApi() {}
}

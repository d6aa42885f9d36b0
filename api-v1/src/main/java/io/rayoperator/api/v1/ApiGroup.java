package io.rayoperator.api.v1;

/** Names under which the API server knows RayClusters. */
public final class ApiGroup {

  public static final String NAME = "ray.io";

  public static final String V1 = "v1";
  public static final String V1ALPHA1 = "v1alpha1";

  /** {@code apiVersion} of the storage version. */
  public static final String V1_API_VERSION = NAME + "/" + V1;

  /** {@code apiVersion} of the deprecated version that the four older layouts share. */
  public static final String V1ALPHA1_API_VERSION = NAME + "/" + V1ALPHA1;

  public static final String RAY_CLUSTER_KIND = "RayCluster";
  public static final String RAY_CLUSTER_PLURAL = "rayclusters";
  public static final String RAY_CLUSTER_SINGULAR = "raycluster";

  /** Name of the CustomResourceDefinition. */
  public static final String RAY_CLUSTER_CRD = RAY_CLUSTER_PLURAL + "." + NAME;

  private ApiGroup() {}
}

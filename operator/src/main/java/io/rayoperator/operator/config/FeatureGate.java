package io.rayoperator.operator.config;

/** Features that can be switched (KubeRay contract §16.4). Names and defaults are KubeRay's. */
public enum FeatureGate {
  RAY_CLUSTER_STATUS_CONDITIONS("RayClusterStatusConditions", true, Stage.BETA),
  RAY_JOB_DELETION_POLICY("RayJobDeletionPolicy", true, Stage.BETA),
  RAY_MULTI_HOST_INDEXING("RayMultiHostIndexing", true, Stage.BETA),
  RAY_SERVICE_INCREMENTAL_UPGRADE("RayServiceIncrementalUpgrade", true, Stage.BETA),
  RAY_CRON_JOB("RayCronJob", false, Stage.ALPHA),
  SIDECAR_SUBMITTER_RESTART("SidecarSubmitterRestart", false, Stage.ALPHA),
  RAY_CLUSTER_NETWORK_POLICY("RayClusterNetworkPolicy", false, Stage.ALPHA),
  GCS_FAULT_TOLERANCE_EMBEDDED_STORAGE("GCSFaultToleranceEmbeddedStorage", false, Stage.ALPHA),
  RAY_CLUSTER_MTLS("RayClusterMTLS", false, Stage.ALPHA),
  RAY_CLUSTER_HISTORY_SERVER("RayClusterHistoryServer", false, Stage.ALPHA),
  KUBERNETES_WAS("KubernetesWAS", false, Stage.ALPHA);

  /** How far a feature has come; alpha features are off unless switched on. */
  public enum Stage {
    ALPHA,
    BETA
  }

  private final String gateName;
  private final boolean enabledByDefault;
  private final Stage stage;

  FeatureGate(String gateName, boolean enabledByDefault, Stage stage) {
    this.gateName = gateName;
    this.enabledByDefault = enabledByDefault;
    this.stage = stage;
  }

  /** The name that users write. */
  public String gateName() {
    return gateName;
  }

  public boolean enabledByDefault() {
    return enabledByDefault;
  }

  public Stage stage() {
    return stage;
  }
}

package io.rayoperator.operator.config;

/** Features that can be switched (KubeRay contract §16.4). Names and defaults are KubeRay's. */
public enum FeatureGate {
  RAY_CLUSTER_STATUS_CONDITIONS(
      "RayClusterStatusConditions",
      true,
      Stage.BETA,
      "The status has conditions, and a cluster is suspended all at once."),
  RAY_JOB_DELETION_POLICY(
      "RayJobDeletionPolicy",
      true,
      Stage.BETA,
      "None: worker groups can be suspended in any case."),
  RAY_MULTI_HOST_INDEXING(
      "RayMultiHostIndexing",
      true,
      Stage.BETA,
      "Pods of groups with several hosts know their replica and host."),
  RAY_SERVICE_INCREMENTAL_UPGRADE(
      "RayServiceIncrementalUpgrade", true, Stage.BETA, "None: it concerns RayService."),
  RAY_CRON_JOB("RayCronJob", false, Stage.ALPHA, "None: it concerns RayCronJob."),
  SIDECAR_SUBMITTER_RESTART(
      "SidecarSubmitterRestart", false, Stage.ALPHA, "None: it concerns RayJob."),
  RAY_CLUSTER_NETWORK_POLICY("RayClusterNetworkPolicy", false, Stage.ALPHA, "Not acted on yet."),
  GCS_FAULT_TOLERANCE_EMBEDDED_STORAGE(
      "GCSFaultToleranceEmbeddedStorage", false, Stage.ALPHA, "Not acted on yet."),
  RAY_CLUSTER_MTLS("RayClusterMTLS", false, Stage.ALPHA, "Not acted on yet."),
  RAY_CLUSTER_HISTORY_SERVER("RayClusterHistoryServer", false, Stage.ALPHA, "Not acted on yet."),
  KUBERNETES_WAS("KubernetesWAS", false, Stage.ALPHA, "Not acted on yet.");

  /** How far a feature has come; alpha features are off unless switched on. */
  public enum Stage {
    ALPHA,
    BETA
  }

  private final String gateName;
  private final boolean enabledByDefault;
  private final Stage stage;
  private final String effect;

  FeatureGate(String gateName, boolean enabledByDefault, Stage stage, String effect) {
    this.gateName = gateName;
    this.enabledByDefault = enabledByDefault;
    this.stage = stage;
    this.effect = effect;
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

  /** What it does in this operator, for people. */
  public String effect() {
    return effect;
  }
}

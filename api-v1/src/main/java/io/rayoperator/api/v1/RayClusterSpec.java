package io.rayoperator.api.v1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user wants of one Ray cluster (KubeRay contract, Appendix A.1). */
public class RayClusterSpec extends ApiObject {

  /** Value of {@code managedBy} that means this operator, as does an absent field. */
  public static final String MANAGED_BY_KUBERAY = "ray.io/kuberay-operator";

  /** Value of {@code managedBy} that hands the object to MultiKueue. */
  public static final String MANAGED_BY_MULTIKUEUE = "kueue.x-k8s.io/multikueue";

  private @Nullable UpgradeStrategy upgradeStrategy;

  private @Nullable AuthOptions authOptions;

  private @Nullable Boolean suspend;

  private @Nullable String managedBy;

  private @Nullable AutoscalerOptions autoscalerOptions;

  private @Nullable Map<String, String> headServiceAnnotations;

  private @Nullable Boolean enableInTreeAutoscaling;

  private @Nullable GcsFaultToleranceOptions gcsFaultToleranceOptions;

  private @Nullable HistoryServerOptions historyServerOptions;

  private @Nullable NetworkPolicyOptions networkPolicy;

  private @Nullable TlsOptions tlsOptions;

  private @Nullable HeadGroupSpec headGroupSpec;

  private @Nullable String rayVersion;

  private @Nullable List<WorkerGroupSpec> workerGroupSpecs;

  public @Nullable UpgradeStrategy getUpgradeStrategy() {
    return upgradeStrategy;
  }

  public void setUpgradeStrategy(@Nullable UpgradeStrategy upgradeStrategy) {
    this.upgradeStrategy = upgradeStrategy;
  }

  public @Nullable AuthOptions getAuthOptions() {
    return authOptions;
  }

  public void setAuthOptions(@Nullable AuthOptions authOptions) {
    this.authOptions = authOptions;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable String getManagedBy() {
    return managedBy;
  }

  public void setManagedBy(@Nullable String managedBy) {
    this.managedBy = managedBy;
  }

  public @Nullable AutoscalerOptions getAutoscalerOptions() {
    return autoscalerOptions;
  }

  public void setAutoscalerOptions(@Nullable AutoscalerOptions autoscalerOptions) {
    this.autoscalerOptions = autoscalerOptions;
  }

  public @Nullable Map<String, String> getHeadServiceAnnotations() {
    return headServiceAnnotations;
  }

  public void setHeadServiceAnnotations(@Nullable Map<String, String> headServiceAnnotations) {
    this.headServiceAnnotations = headServiceAnnotations;
  }

  public @Nullable Boolean getEnableInTreeAutoscaling() {
    return enableInTreeAutoscaling;
  }

  public void setEnableInTreeAutoscaling(@Nullable Boolean enableInTreeAutoscaling) {
    this.enableInTreeAutoscaling = enableInTreeAutoscaling;
  }

  public @Nullable GcsFaultToleranceOptions getGcsFaultToleranceOptions() {
    return gcsFaultToleranceOptions;
  }

  public void setGcsFaultToleranceOptions(
      @Nullable GcsFaultToleranceOptions gcsFaultToleranceOptions) {
    this.gcsFaultToleranceOptions = gcsFaultToleranceOptions;
  }

  public @Nullable HistoryServerOptions getHistoryServerOptions() {
    return historyServerOptions;
  }

  public void setHistoryServerOptions(@Nullable HistoryServerOptions historyServerOptions) {
    this.historyServerOptions = historyServerOptions;
  }

  public @Nullable NetworkPolicyOptions getNetworkPolicy() {
    return networkPolicy;
  }

  public void setNetworkPolicy(@Nullable NetworkPolicyOptions networkPolicy) {
    this.networkPolicy = networkPolicy;
  }

  public @Nullable TlsOptions getTlsOptions() {
    return tlsOptions;
  }

  public void setTlsOptions(@Nullable TlsOptions tlsOptions) {
    this.tlsOptions = tlsOptions;
  }

  public @Nullable HeadGroupSpec getHeadGroupSpec() {
    return headGroupSpec;
  }

  public void setHeadGroupSpec(@Nullable HeadGroupSpec headGroupSpec) {
    this.headGroupSpec = headGroupSpec;
  }

  public @Nullable String getRayVersion() {
    return rayVersion;
  }

  public void setRayVersion(@Nullable String rayVersion) {
    this.rayVersion = rayVersion;
  }

  public @Nullable List<WorkerGroupSpec> getWorkerGroupSpecs() {
    return workerGroupSpecs;
  }

  public void setWorkerGroupSpecs(@Nullable List<WorkerGroupSpec> workerGroupSpecs) {
    this.workerGroupSpecs = workerGroupSpecs;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      upgradeStrategy,
      authOptions,
      suspend,
      managedBy,
      autoscalerOptions,
      headServiceAnnotations,
      enableInTreeAutoscaling,
      gcsFaultToleranceOptions,
      historyServerOptions,
      networkPolicy,
      tlsOptions,
      headGroupSpec,
      rayVersion,
      workerGroupSpecs
    };
  }
}

package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.rayoperator.api.v1.schema.MapKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user wants of one Ray cluster (KubeRay contract, Appendix A.1). */
@ValidationRule(
    value =
        "has(self.managedBy) == has(oldSelf.managedBy)"
            + " && (!has(self.managedBy) || self.managedBy == oldSelf.managedBy)",
    message = "managedBy is fixed at creation: it cannot be changed, added or removed",
    fieldPath = ".managedBy")
public class RayClusterSpec extends ApiObject {

  /** Value of {@code managedBy} that means this operator, as does an absent field. */
  public static final String MANAGED_BY_KUBERAY = "ray.io/kuberay-operator";

  /** Value of {@code managedBy} that hands the object to MultiKueue. */
  public static final String MANAGED_BY_MULTIKUEUE = "kueue.x-k8s.io/multikueue";

  @JsonPropertyDescription(
      "Version of Ray in the images, as 2.46.0. Selects probes and checks, not an image.")
  private @Nullable String rayVersion;

  @JsonPropertyDescription(
      "True deletes all pods and keeps everything else; false starts them again. Kueue and "
          + "RayJob set it. Default false.")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription("As suspend, set by the autoscaler. False resumes.")
  private @Nullable Boolean idleSuspend;

  @JsonPropertyDescription(
      "Controller of this cluster: ray.io/kuberay-operator (this operator, the default) "
          + "or kueue.x-k8s.io/multikueue (left alone here). Fixed at creation.")
  @ValidationRule(
      value = "self in ['ray.io/kuberay-operator', 'kueue.x-k8s.io/multikueue']",
      message = "must be ray.io/kuberay-operator or kueue.x-k8s.io/multikueue")
  private @Nullable String managedBy;

  @JsonPropertyDescription(
      "The head pod: it runs the global control store, the dashboard and, if switched on, the "
          + "autoscaler.")
  @Required
  private @Nullable HeadGroupSpec headGroupSpec;

  @JsonPropertyDescription(
      "Groups of worker pods, each of one kind and scaled on its own. Without any, the cluster "
          + "is its head.")
  @MapKeys("groupName")
  private @Nullable List<WorkerGroupSpec> workerGroupSpecs;

  @JsonPropertyDescription(
      "True runs the Ray autoscaler beside the head. It then owns replicas and "
          + "scaleStrategy of every worker group. Default false.")
  private @Nullable Boolean enableInTreeAutoscaling;

  @JsonPropertyDescription(
      "Settings of the Ray autoscaler; without effect unless enableInTreeAutoscaling is true.")
  private @Nullable AutoscalerOptions autoscalerOptions;

  @JsonPropertyDescription("What autoscaler v2 does with a cluster without drivers (Ray 2.60).")
  private @Nullable IdleTerminationOptions idleTerminationOptions;

  @JsonPropertyDescription(
      "What happens to running pods when the spec changes. Without it, changes reach new pods "
          + "only.")
  private @Nullable UpgradeStrategy upgradeStrategy;

  @JsonPropertyDescription(
      "Keeps the state of the global control store (GCS) outside the head pod, so that workers "
          + "and actors survive a new head. Excludes the annotation ray.io/ft-enabled.")
  private @Nullable GcsFaultToleranceOptions gcsFaultToleranceOptions;

  @JsonPropertyDescription(
      "Authentication of everything that talks to the cluster. Without it, Ray asks nobody for "
          + "credentials.")
  private @Nullable AuthOptions authOptions;

  @JsonPropertyDescription(
      "Mutual TLS between the pods of the cluster, with certificates of cert-manager.")
  private @Nullable TlsOptions tlsOptions;

  @JsonPropertyDescription(
      "NetworkPolicies that isolate head and workers. Pods of one cluster always reach each "
          + "other.")
  private @Nullable NetworkPolicyOptions networkPolicy;

  @JsonPropertyDescription("Collection of logs and events for a Ray history server.")
  private @Nullable HistoryServerOptions historyServerOptions;

  @JsonPropertyDescription(
      "Annotations of the head Service, for example those of a cloud load balancer.")
  private @Nullable Map<String, String> headServiceAnnotations;

  public @Nullable String getRayVersion() {
    return rayVersion;
  }

  public void setRayVersion(@Nullable String rayVersion) {
    this.rayVersion = rayVersion;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable Boolean getIdleSuspend() {
    return idleSuspend;
  }

  public void setIdleSuspend(@Nullable Boolean idleSuspend) {
    this.idleSuspend = idleSuspend;
  }

  public @Nullable String getManagedBy() {
    return managedBy;
  }

  public void setManagedBy(@Nullable String managedBy) {
    this.managedBy = managedBy;
  }

  public @Nullable HeadGroupSpec getHeadGroupSpec() {
    return headGroupSpec;
  }

  public void setHeadGroupSpec(@Nullable HeadGroupSpec headGroupSpec) {
    this.headGroupSpec = headGroupSpec;
  }

  public @Nullable List<WorkerGroupSpec> getWorkerGroupSpecs() {
    return workerGroupSpecs;
  }

  public void setWorkerGroupSpecs(@Nullable List<WorkerGroupSpec> workerGroupSpecs) {
    this.workerGroupSpecs = workerGroupSpecs;
  }

  public @Nullable Boolean getEnableInTreeAutoscaling() {
    return enableInTreeAutoscaling;
  }

  public void setEnableInTreeAutoscaling(@Nullable Boolean enableInTreeAutoscaling) {
    this.enableInTreeAutoscaling = enableInTreeAutoscaling;
  }

  public @Nullable AutoscalerOptions getAutoscalerOptions() {
    return autoscalerOptions;
  }

  public void setAutoscalerOptions(@Nullable AutoscalerOptions autoscalerOptions) {
    this.autoscalerOptions = autoscalerOptions;
  }

  public @Nullable IdleTerminationOptions getIdleTerminationOptions() {
    return idleTerminationOptions;
  }

  public void setIdleTerminationOptions(@Nullable IdleTerminationOptions idleTerminationOptions) {
    this.idleTerminationOptions = idleTerminationOptions;
  }

  public @Nullable UpgradeStrategy getUpgradeStrategy() {
    return upgradeStrategy;
  }

  public void setUpgradeStrategy(@Nullable UpgradeStrategy upgradeStrategy) {
    this.upgradeStrategy = upgradeStrategy;
  }

  public @Nullable GcsFaultToleranceOptions getGcsFaultToleranceOptions() {
    return gcsFaultToleranceOptions;
  }

  public void setGcsFaultToleranceOptions(
      @Nullable GcsFaultToleranceOptions gcsFaultToleranceOptions) {
    this.gcsFaultToleranceOptions = gcsFaultToleranceOptions;
  }

  public @Nullable AuthOptions getAuthOptions() {
    return authOptions;
  }

  public void setAuthOptions(@Nullable AuthOptions authOptions) {
    this.authOptions = authOptions;
  }

  public @Nullable TlsOptions getTlsOptions() {
    return tlsOptions;
  }

  public void setTlsOptions(@Nullable TlsOptions tlsOptions) {
    this.tlsOptions = tlsOptions;
  }

  public @Nullable NetworkPolicyOptions getNetworkPolicy() {
    return networkPolicy;
  }

  public void setNetworkPolicy(@Nullable NetworkPolicyOptions networkPolicy) {
    this.networkPolicy = networkPolicy;
  }

  public @Nullable HistoryServerOptions getHistoryServerOptions() {
    return historyServerOptions;
  }

  public void setHistoryServerOptions(@Nullable HistoryServerOptions historyServerOptions) {
    this.historyServerOptions = historyServerOptions;
  }

  public @Nullable Map<String, String> getHeadServiceAnnotations() {
    return headServiceAnnotations;
  }

  public void setHeadServiceAnnotations(@Nullable Map<String, String> headServiceAnnotations) {
    this.headServiceAnnotations = headServiceAnnotations;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      rayVersion,
      suspend,
      idleSuspend,
      managedBy,
      headGroupSpec,
      workerGroupSpecs,
      enableInTreeAutoscaling,
      autoscalerOptions,
      idleTerminationOptions,
      upgradeStrategy,
      gcsFaultToleranceOptions,
      authOptions,
      tlsOptions,
      networkPolicy,
      historyServerOptions,
      headServiceAnnotations
    };
  }
}

package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.MapKeys;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of four layouts: KubeRay's, Ant's, ByteDance's or Microsoft's. Each has keys that no other
 * has, so a spec tells its layout by its keys; mixing them is refused.
 */
@ValidationRule(
    value = RayClusterSpec.EXACTLY_ONE,
    message = "must have the fields of exactly one layout: KubeRay, Ant, ByteDance or Microsoft",
    messageExpression = RayClusterSpec.LAYOUTS_FOUND)
public class RayClusterSpec extends ApiObject {

  // CEL: has the spec keys of a layout? headGroupSpec alone is KubeRay's, as Microsoft's always has
  // more.
  private static final String KUBERAY =
      "(has(self.workerGroupSpecs) || has(self.enableInTreeAutoscaling)"
          + " || has(self.autoscalerOptions) || has(self.headServiceAnnotations) || has(self.suspend)"
          + " || (has(self.headGroupSpec) && !has(self.headService) && !has(self.workerGroupsSpec)))";
  private static final String ANT =
      "(has(self.clusterName) || has(self.images) || has(self.imagePullPolicy)"
          + " || has(self.extensions))";
  private static final String BYTEDANCE =
      "(has(self.headNodeSpec) || has(self.workerNodeSpec) || has(self.autoscalingEnabled))";
  private static final String MICROSOFT = "(has(self.headService) || has(self.workerGroupsSpec))";

  static final String EXACTLY_ONE =
      "[" + KUBERAY + ", " + ANT + ", " + BYTEDANCE + ", " + MICROSOFT + "].exists_one(l, l)";

  static final String LAYOUTS_FOUND =
      "'must have the fields of exactly one layout, but has those of:'"
          + " + ("
          + KUBERAY
          + " ? ' KubeRay (headGroupSpec, workerGroupSpecs, ...)' : '')"
          + " + ("
          + ANT
          + " ? ' Ant (clusterName, images, extensions, ...)' : '')"
          + " + ("
          + BYTEDANCE
          + " ? ' ByteDance (headNodeSpec, workerNodeSpec, ...)' : '')"
          + " + ("
          + MICROSOFT
          + " ? ' Microsoft (headService, workerGroupsSpec)' : '')"
          + " + ("
          + KUBERAY
          + " || "
          + ANT
          + " || "
          + BYTEDANCE
          + " || "
          + MICROSOFT
          + " ? '' : ' none')";

  @JsonPropertyDescription("Version of Ray in the images, as 2.46.0.")
  private @Nullable String rayVersion;

  @JsonPropertyDescription("KubeRay, Microsoft: the head pod.")
  private @Nullable HeadGroupSpec headGroupSpec;

  @JsonPropertyDescription("KubeRay: groups of worker pods.")
  @MapKeys("groupName")
  private @Nullable List<WorkerGroupSpec> workerGroupSpecs;

  @JsonPropertyDescription("KubeRay: true runs the Ray autoscaler beside the head.")
  private @Nullable Boolean enableInTreeAutoscaling;

  @JsonPropertyDescription("KubeRay: settings of the Ray autoscaler.")
  private @Nullable AutoscalerOptions autoscalerOptions;

  @JsonPropertyDescription("KubeRay: annotations of the head Service.")
  private @Nullable Map<String, String> headServiceAnnotations;

  @JsonPropertyDescription("KubeRay: true deletes all pods and keeps everything else.")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription("Ant: kept, never read; the cluster is named by metadata.name.")
  private @Nullable String clusterName;

  @JsonPropertyDescription(
      "Ant: images by purpose; defaultImage is that of every extension without an image.")
  private @Nullable Map<String, String> images;

  @JsonPropertyDescription("Ant: when images are pulled: Always, IfNotPresent or Never.")
  private @Nullable String imagePullPolicy;

  @JsonPropertyDescription("Ant: groups of pods, head and workers in any order.")
  private @Nullable List<AntExtension> extensions;

  @JsonPropertyDescription("ByteDance: the head pod.")
  private @Nullable ByteDanceHeadNodeSpec headNodeSpec;

  @JsonPropertyDescription("ByteDance: groups of worker pods.")
  private @Nullable List<ByteDanceWorkerNodeSpec> workerNodeSpec;

  @JsonPropertyDescription("ByteDance: true asks for autoscaling.")
  private @Nullable Boolean autoscalingEnabled;

  @JsonPropertyDescription("Microsoft: the head Service.")
  @Opaque
  private @Nullable Service headService;

  @JsonPropertyDescription("Microsoft: groups of worker pods.")
  private @Nullable List<MicrosoftWorkerGroupSpec> workerGroupsSpec;

  public @Nullable String getRayVersion() {
    return rayVersion;
  }

  public void setRayVersion(@Nullable String rayVersion) {
    this.rayVersion = rayVersion;
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

  public @Nullable Map<String, String> getHeadServiceAnnotations() {
    return headServiceAnnotations;
  }

  public void setHeadServiceAnnotations(@Nullable Map<String, String> headServiceAnnotations) {
    this.headServiceAnnotations = headServiceAnnotations;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable String getClusterName() {
    return clusterName;
  }

  public void setClusterName(@Nullable String clusterName) {
    this.clusterName = clusterName;
  }

  public @Nullable Map<String, String> getImages() {
    return images;
  }

  public void setImages(@Nullable Map<String, String> images) {
    this.images = images;
  }

  public @Nullable String getImagePullPolicy() {
    return imagePullPolicy;
  }

  public void setImagePullPolicy(@Nullable String imagePullPolicy) {
    this.imagePullPolicy = imagePullPolicy;
  }

  public @Nullable List<AntExtension> getExtensions() {
    return extensions;
  }

  public void setExtensions(@Nullable List<AntExtension> extensions) {
    this.extensions = extensions;
  }

  public @Nullable ByteDanceHeadNodeSpec getHeadNodeSpec() {
    return headNodeSpec;
  }

  public void setHeadNodeSpec(@Nullable ByteDanceHeadNodeSpec headNodeSpec) {
    this.headNodeSpec = headNodeSpec;
  }

  public @Nullable List<ByteDanceWorkerNodeSpec> getWorkerNodeSpec() {
    return workerNodeSpec;
  }

  public void setWorkerNodeSpec(@Nullable List<ByteDanceWorkerNodeSpec> workerNodeSpec) {
    this.workerNodeSpec = workerNodeSpec;
  }

  public @Nullable Boolean getAutoscalingEnabled() {
    return autoscalingEnabled;
  }

  public void setAutoscalingEnabled(@Nullable Boolean autoscalingEnabled) {
    this.autoscalingEnabled = autoscalingEnabled;
  }

  public @Nullable Service getHeadService() {
    return headService;
  }

  public void setHeadService(@Nullable Service headService) {
    this.headService = headService;
  }

  public @Nullable List<MicrosoftWorkerGroupSpec> getWorkerGroupsSpec() {
    return workerGroupsSpec;
  }

  public void setWorkerGroupsSpec(@Nullable List<MicrosoftWorkerGroupSpec> workerGroupsSpec) {
    this.workerGroupsSpec = workerGroupsSpec;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      rayVersion,
      headGroupSpec,
      workerGroupSpecs,
      enableInTreeAutoscaling,
      autoscalerOptions,
      headServiceAnnotations,
      suspend,
      clusterName,
      images,
      imagePullPolicy,
      extensions,
      headNodeSpec,
      workerNodeSpec,
      autoscalingEnabled,
      headService,
      workerGroupsSpec
    };
  }
}

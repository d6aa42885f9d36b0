package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.AllowedValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The autoscaler sidecar of the head pod, in KubeRay's layout. */
public class AutoscalerOptions extends ApiObject {

  @JsonPropertyDescription("Seconds after which an idle worker pod is removed. Default of Ray: 60.")
  private @Nullable Integer idleTimeoutSeconds;

  @JsonPropertyDescription("Conservative never lets pending pods outnumber running ones.")
  @AllowedValues({"Default", "Aggressive", "Conservative"})
  private @Nullable String upscalingMode;

  @JsonPropertyDescription("Image of the sidecar.")
  private @Nullable String image;

  @JsonPropertyDescription("When the image is pulled.")
  private @Nullable String imagePullPolicy;

  @JsonPropertyDescription("Resources of the sidecar.")
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription("Environment of the sidecar.")
  private @Nullable List<EnvVar> env;

  @JsonPropertyDescription("Sources of further environment variables.")
  private @Nullable List<EnvFromSource> envFrom;

  @JsonPropertyDescription("Mounts of volumes of the head template.")
  private @Nullable List<VolumeMount> volumeMounts;

  @JsonPropertyDescription("Security context of the sidecar.")
  private @Nullable SecurityContext securityContext;

  public @Nullable Integer getIdleTimeoutSeconds() {
    return idleTimeoutSeconds;
  }

  public void setIdleTimeoutSeconds(@Nullable Integer idleTimeoutSeconds) {
    this.idleTimeoutSeconds = idleTimeoutSeconds;
  }

  public @Nullable String getUpscalingMode() {
    return upscalingMode;
  }

  public void setUpscalingMode(@Nullable String upscalingMode) {
    this.upscalingMode = upscalingMode;
  }

  public @Nullable String getImage() {
    return image;
  }

  public void setImage(@Nullable String image) {
    this.image = image;
  }

  public @Nullable String getImagePullPolicy() {
    return imagePullPolicy;
  }

  public void setImagePullPolicy(@Nullable String imagePullPolicy) {
    this.imagePullPolicy = imagePullPolicy;
  }

  public @Nullable ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(@Nullable ResourceRequirements resources) {
    this.resources = resources;
  }

  public @Nullable List<EnvVar> getEnv() {
    return env;
  }

  public void setEnv(@Nullable List<EnvVar> env) {
    this.env = env;
  }

  public @Nullable List<EnvFromSource> getEnvFrom() {
    return envFrom;
  }

  public void setEnvFrom(@Nullable List<EnvFromSource> envFrom) {
    this.envFrom = envFrom;
  }

  public @Nullable List<VolumeMount> getVolumeMounts() {
    return volumeMounts;
  }

  public void setVolumeMounts(@Nullable List<VolumeMount> volumeMounts) {
    this.volumeMounts = volumeMounts;
  }

  public @Nullable SecurityContext getSecurityContext() {
    return securityContext;
  }

  public void setSecurityContext(@Nullable SecurityContext securityContext) {
    this.securityContext = securityContext;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      idleTimeoutSeconds,
      upscalingMode,
      image,
      imagePullPolicy,
      resources,
      env,
      envFrom,
      volumeMounts,
      securityContext
    };
  }
}

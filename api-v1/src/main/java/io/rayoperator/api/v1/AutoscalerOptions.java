package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.api.v1.schema.AllowedValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The autoscaler sidecar of the head pod (KubeRay contract §2.9). */
public class AutoscalerOptions extends ApiObject {

  /** Scale up as fast as pods are asked for; the same as Aggressive. */
  public static final String UPSCALING_DEFAULT = "Default";

  /** Scale up as fast as pods are asked for. */
  public static final String UPSCALING_AGGRESSIVE = "Aggressive";

  /** Pending pods never outnumber the running ones. */
  public static final String UPSCALING_CONSERVATIVE = "Conservative";

  /** The first autoscaler. */
  public static final String VERSION_1 = "v1";

  /** The second autoscaler. */
  public static final String VERSION_2 = "v2";

  @JsonPropertyDescription(
      "Autoscaler v1 or v2; v2 makes restartPolicy Never. Without it the Ray image decides: v2 "
          + "since Ray 2.47.")
  @AllowedValues({AutoscalerOptions.VERSION_1, AutoscalerOptions.VERSION_2})
  private @Nullable String version;

  @JsonPropertyDescription(
      "Seconds without tasks, actors or objects after which a worker pod is removed. "
          + "Default of Ray: 60.")
  private @Nullable Integer idleTimeoutSeconds;

  @JsonPropertyDescription(
      "Conservative never lets pending pods outnumber running ones. Default and Aggressive do "
          + "not limit the rate.")
  @AllowedValues({
    AutoscalerOptions.UPSCALING_DEFAULT,
    AutoscalerOptions.UPSCALING_AGGRESSIVE,
    AutoscalerOptions.UPSCALING_CONSERVATIVE
  })
  private @Nullable String upscalingMode;

  @JsonPropertyDescription("Image of the sidecar. Default: the image of the head's Ray container.")
  private @Nullable String image;

  @JsonPropertyDescription("When the image is pulled: Always, IfNotPresent (default) or Never.")
  private @Nullable String imagePullPolicy;

  @JsonPropertyDescription(
      "Resources of the sidecar, replacing the default of 500m CPU and 512Mi memory as a whole.")
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription(
      "Environment of the sidecar, after the variables that the operator sets.")
  private @Nullable List<EnvVar> env;

  @JsonPropertyDescription("Sources of further environment variables.")
  private @Nullable List<EnvFromSource> envFrom;

  @JsonPropertyDescription("Mounts of volumes that the head template declares.")
  private @Nullable List<VolumeMount> volumeMounts;

  @JsonPropertyDescription("Security context of the sidecar.")
  private @Nullable SecurityContext securityContext;

  @JsonPropertyDescription("Replaces the command of the sidecar.")
  private @Nullable List<String> command;

  @JsonPropertyDescription(
      "Replaces the arguments of the sidecar; the generated ones are in "
          + "$KUBERAY_GEN_AUTOSCALER_START_CMD.")
  private @Nullable List<String> args;

  public @Nullable String getVersion() {
    return version;
  }

  public void setVersion(@Nullable String version) {
    this.version = version;
  }

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

  public @Nullable List<String> getCommand() {
    return command;
  }

  public void setCommand(@Nullable List<String> command) {
    this.command = command;
  }

  public @Nullable List<String> getArgs() {
    return args;
  }

  public void setArgs(@Nullable List<String> args) {
    this.args = args;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      version,
      idleTimeoutSeconds,
      upscalingMode,
      image,
      imagePullPolicy,
      resources,
      env,
      envFrom,
      volumeMounts,
      securityContext,
      command,
      args
    };
  }
}

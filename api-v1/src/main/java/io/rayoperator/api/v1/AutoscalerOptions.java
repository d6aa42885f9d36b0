package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
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

  private @Nullable ResourceRequirements resources;

  private @Nullable String image;

  private @Nullable String imagePullPolicy;

  private @Nullable SecurityContext securityContext;

  private @Nullable Integer idleTimeoutSeconds;

  private @Nullable String upscalingMode;

  private @Nullable String version;

  private @Nullable List<EnvVar> env;

  private @Nullable List<EnvFromSource> envFrom;

  private @Nullable List<VolumeMount> volumeMounts;

  private @Nullable List<String> command;

  private @Nullable List<String> args;

  public @Nullable ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(@Nullable ResourceRequirements resources) {
    this.resources = resources;
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

  public @Nullable SecurityContext getSecurityContext() {
    return securityContext;
  }

  public void setSecurityContext(@Nullable SecurityContext securityContext) {
    this.securityContext = securityContext;
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

  public @Nullable String getVersion() {
    return version;
  }

  public void setVersion(@Nullable String version) {
    this.version = version;
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
      resources,
      image,
      imagePullPolicy,
      securityContext,
      idleTimeoutSeconds,
      upscalingMode,
      version,
      env,
      envFrom,
      volumeMounts,
      command,
      args
    };
  }
}

package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.ApiObject;
import org.jspecify.annotations.Nullable;

/** What the operator observed. */
public class RayClusterStatus extends ApiObject {

  @JsonPropertyDescription("Running, Updating, Error or AutoscalingExceptionRecovery.")
  private @Nullable String phase;

  @JsonPropertyDescription("How often Ray was started anew because its autoscaler had failed.")
  private @Nullable Integer autoscalerRetries;

  @JsonPropertyDescription("The head pod that the phase is about.")
  private @Nullable String headPod;

  @JsonPropertyDescription("Stands for what was wanted of that head pod.")
  private @Nullable String headConfiguration;

  public @Nullable String getPhase() {
    return phase;
  }

  public void setPhase(@Nullable String phase) {
    this.phase = phase;
  }

  public @Nullable Integer getAutoscalerRetries() {
    return autoscalerRetries;
  }

  public void setAutoscalerRetries(@Nullable Integer autoscalerRetries) {
    this.autoscalerRetries = autoscalerRetries;
  }

  public @Nullable String getHeadPod() {
    return headPod;
  }

  public void setHeadPod(@Nullable String headPod) {
    this.headPod = headPod;
  }

  public @Nullable String getHeadConfiguration() {
    return headConfiguration;
  }

  public void setHeadConfiguration(@Nullable String headConfiguration) {
    this.headConfiguration = headConfiguration;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {phase, autoscalerRetries, headPod, headConfiguration};
  }
}

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

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {phase, autoscalerRetries};
  }
}

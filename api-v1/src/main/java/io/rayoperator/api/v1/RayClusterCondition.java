package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/**
 * One condition, with the fields and limits of every Kubernetes condition (KubeRay contract §13.2).
 */
public class RayClusterCondition extends ApiObject {

  private @Nullable String type;

  private @Nullable String status;

  private @Nullable Long observedGeneration;

  private @Nullable String lastTransitionTime;

  private @Nullable String reason;

  private @Nullable String message;

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  public @Nullable String getStatus() {
    return status;
  }

  public void setStatus(@Nullable String status) {
    this.status = status;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable String getLastTransitionTime() {
    return lastTransitionTime;
  }

  public void setLastTransitionTime(@Nullable String lastTransitionTime) {
    this.lastTransitionTime = lastTransitionTime;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      type, status, observedGeneration, lastTransitionTime, reason, message
    };
  }
}

package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.rayoperator.api.v1.schema.AllowedValues;
import io.rayoperator.api.v1.schema.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * One condition, with the fields and limits of every Kubernetes condition (KubeRay contract §13.2).
 */
public class RayClusterCondition extends ApiObject {

  @JsonPropertyDescription("Name of the condition.")
  @Required
  @Size(max = 316)
  @Pattern(
      "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
          + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
  private @Nullable String type;

  @JsonPropertyDescription("Whether it holds.")
  @Required
  @AllowedValues({"True", "False", "Unknown"})
  private @Nullable String status;

  @JsonPropertyDescription("metadata.generation that this condition is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("When status changed last.")
  @Required
  @DateTime
  private @Nullable String lastTransitionTime;

  @JsonPropertyDescription("Reason in one word, for programs.")
  @Required
  @Size(min = 1, max = 1024)
  @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
  private @Nullable String reason;

  @JsonPropertyDescription("Explanation for people; may be empty.")
  @Required
  @Size(max = 32768)
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

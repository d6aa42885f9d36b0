package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.rayoperator.api.v1.schema.CountOrPercentage;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas of a worker group may be missing or extra while they are replaced; the same as
 * for Deployments. KubeRay has nothing of the kind.
 */
public class RollingUpdate extends ApiObject {

  @JsonPropertyDescription(
      "Replicas that may be missing or not ready, a number or a percentage, rounded "
          + "down. Default 25%.")
  @CountOrPercentage
  private @Nullable IntOrString maxUnavailable;

  @JsonPropertyDescription(
      "Replicas that may exist beyond replicas, a number or a percentage, rounded up. "
          + "With the autoscaler, never beyond maxReplicas. Default 25%.")
  @CountOrPercentage
  private @Nullable IntOrString maxSurge;

  public @Nullable IntOrString getMaxUnavailable() {
    return maxUnavailable;
  }

  public void setMaxUnavailable(@Nullable IntOrString maxUnavailable) {
    this.maxUnavailable = maxUnavailable;
  }

  public @Nullable IntOrString getMaxSurge() {
    return maxSurge;
  }

  public void setMaxSurge(@Nullable IntOrString maxSurge) {
    this.maxSurge = maxSurge;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {maxUnavailable, maxSurge};
  }
}

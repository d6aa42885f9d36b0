package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.schema.AllowedValues;
import org.jspecify.annotations.Nullable;

/**
 * What Ray's autoscaler does with a cluster that nobody uses: no driver is connected to it, and
 * detached actors do not count (Ray 2.60, {@code kuberay/cloud_provider.py}). KubeRay 1.7 does not
 * have it.
 */
public class IdleTerminationOptions extends ApiObject {

  /** The autoscaler sets {@code idleSuspend}; the same as an absent policy. */
  public static final String SUSPEND = "Suspend";

  /** The autoscaler deletes the RayCluster. */
  public static final String DELETE = "Delete";

  @JsonPropertyDescription("Seconds without a driver, at least 1.")
  private @Nullable Integer timeoutSeconds;

  @JsonPropertyDescription("Suspend (default) sets idleSuspend, Delete deletes the RayCluster.")
  @AllowedValues({IdleTerminationOptions.SUSPEND, IdleTerminationOptions.DELETE})
  private @Nullable String policy;

  public @Nullable Integer getTimeoutSeconds() {
    return timeoutSeconds;
  }

  public void setTimeoutSeconds(@Nullable Integer timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
  }

  public @Nullable String getPolicy() {
    return policy;
  }

  public void setPolicy(@Nullable String policy) {
    this.policy = policy;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {timeoutSeconds, policy};
  }
}

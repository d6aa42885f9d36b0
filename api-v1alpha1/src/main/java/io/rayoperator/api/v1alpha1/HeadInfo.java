package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.ApiObject;
import org.jspecify.annotations.Nullable;

/** Where the head is. */
public class HeadInfo extends ApiObject {

  @JsonPropertyDescription("IP of the head pod.")
  private @Nullable String podIP;

  @JsonPropertyDescription("IP of the head Service.")
  private @Nullable String serviceIP;

  public @Nullable String getPodIP() {
    return podIP;
  }

  public void setPodIP(@Nullable String podIP) {
    this.podIP = podIP;
  }

  public @Nullable String getServiceIP() {
    return serviceIP;
  }

  public void setServiceIP(@Nullable String serviceIP) {
    this.serviceIP = serviceIP;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {podIP, serviceIP};
  }
}

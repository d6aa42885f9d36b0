package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where the head is. */
public class HeadInfo extends ApiObject {

  @JsonPropertyDescription("IP of the head pod.")
  private @Nullable String podIP;

  @JsonPropertyDescription("Name of the head pod.")
  private @Nullable String podName;

  @JsonPropertyDescription("IP of the head Service; of the pod if the Service is headless.")
  private @Nullable String serviceIP;

  @JsonPropertyDescription("Name of the head Service.")
  private @Nullable String serviceName;

  public @Nullable String getPodIP() {
    return podIP;
  }

  public void setPodIP(@Nullable String podIP) {
    this.podIP = podIP;
  }

  public @Nullable String getPodName() {
    return podName;
  }

  public void setPodName(@Nullable String podName) {
    this.podName = podName;
  }

  public @Nullable String getServiceIP() {
    return serviceIP;
  }

  public void setServiceIP(@Nullable String serviceIP) {
    this.serviceIP = serviceIP;
  }

  public @Nullable String getServiceName() {
    return serviceName;
  }

  public void setServiceName(@Nullable String serviceName) {
    this.serviceName = serviceName;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {podIP, podName, serviceIP, serviceName};
  }
}

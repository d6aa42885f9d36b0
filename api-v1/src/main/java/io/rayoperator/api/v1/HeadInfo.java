package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/** Where the head is. */
public class HeadInfo extends ApiObject {

  private @Nullable String podIP;

  private @Nullable String serviceIP;

  private @Nullable String podName;

  private @Nullable String serviceName;

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

  public @Nullable String getPodName() {
    return podName;
  }

  public void setPodName(@Nullable String podName) {
    this.podName = podName;
  }

  public @Nullable String getServiceName() {
    return serviceName;
  }

  public void setServiceName(@Nullable String serviceName) {
    this.serviceName = serviceName;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {podIP, serviceIP, podName, serviceName};
  }
}

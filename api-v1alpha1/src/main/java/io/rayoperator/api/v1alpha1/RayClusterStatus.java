package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.DateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator observed: KubeRay's status, and the counters of ByteDance and Microsoft. */
public class RayClusterStatus extends ApiObject {

  @JsonPropertyDescription("ready, suspended or empty.")
  private @Nullable String state;

  @JsonPropertyDescription("Reason of the state.")
  private @Nullable String reason;

  @JsonPropertyDescription("metadata.generation of the spec that this status is about.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("Wanted worker pods.")
  private @Nullable Integer desiredWorkerReplicas;

  @JsonPropertyDescription("Worker pods that run.")
  private @Nullable Integer availableWorkerReplicas;

  @JsonPropertyDescription("Worker pods that are ready.")
  private @Nullable Integer readyWorkerReplicas;

  @JsonPropertyDescription("Fewest worker pods.")
  private @Nullable Integer minWorkerReplicas;

  @JsonPropertyDescription("Most worker pods.")
  private @Nullable Integer maxWorkerReplicas;

  @JsonPropertyDescription("CPUs of all wanted pods.")
  private @Nullable Quantity desiredCPU;

  @JsonPropertyDescription("Memory of all wanted pods.")
  private @Nullable Quantity desiredMemory;

  @JsonPropertyDescription("GPUs of all wanted pods.")
  private @Nullable Quantity desiredGPU;

  @JsonPropertyDescription("TPUs of all wanted pods.")
  private @Nullable Quantity desiredTPU;

  @JsonPropertyDescription("Where the head is.")
  private @Nullable HeadInfo head;

  @JsonPropertyDescription("Ports of the head Service by name.")
  private @Nullable Map<String, String> endpoints;

  @JsonPropertyDescription("When this status was written.")
  @DateTime
  @io.fabric8.generator.annotation.Nullable
  private @Nullable String lastUpdateTime;

  @JsonPropertyDescription("ByteDance, Microsoft: pods running or pending, head included.")
  private @Nullable Integer availableReplicas;

  @JsonPropertyDescription("ByteDance: wanted pods.")
  private @Nullable Integer desiredReplicas;

  @JsonPropertyDescription("ByteDance: fewest pods.")
  private @Nullable Integer minimumReplicas;

  @JsonPropertyDescription("ByteDance: most pods.")
  private @Nullable Integer maximumReplicas;

  public @Nullable String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = state;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable Integer getDesiredWorkerReplicas() {
    return desiredWorkerReplicas;
  }

  public void setDesiredWorkerReplicas(@Nullable Integer desiredWorkerReplicas) {
    this.desiredWorkerReplicas = desiredWorkerReplicas;
  }

  public @Nullable Integer getAvailableWorkerReplicas() {
    return availableWorkerReplicas;
  }

  public void setAvailableWorkerReplicas(@Nullable Integer availableWorkerReplicas) {
    this.availableWorkerReplicas = availableWorkerReplicas;
  }

  public @Nullable Integer getReadyWorkerReplicas() {
    return readyWorkerReplicas;
  }

  public void setReadyWorkerReplicas(@Nullable Integer readyWorkerReplicas) {
    this.readyWorkerReplicas = readyWorkerReplicas;
  }

  public @Nullable Integer getMinWorkerReplicas() {
    return minWorkerReplicas;
  }

  public void setMinWorkerReplicas(@Nullable Integer minWorkerReplicas) {
    this.minWorkerReplicas = minWorkerReplicas;
  }

  public @Nullable Integer getMaxWorkerReplicas() {
    return maxWorkerReplicas;
  }

  public void setMaxWorkerReplicas(@Nullable Integer maxWorkerReplicas) {
    this.maxWorkerReplicas = maxWorkerReplicas;
  }

  public @Nullable Quantity getDesiredCPU() {
    return desiredCPU;
  }

  public void setDesiredCPU(@Nullable Quantity desiredCPU) {
    this.desiredCPU = desiredCPU;
  }

  public @Nullable Quantity getDesiredMemory() {
    return desiredMemory;
  }

  public void setDesiredMemory(@Nullable Quantity desiredMemory) {
    this.desiredMemory = desiredMemory;
  }

  public @Nullable Quantity getDesiredGPU() {
    return desiredGPU;
  }

  public void setDesiredGPU(@Nullable Quantity desiredGPU) {
    this.desiredGPU = desiredGPU;
  }

  public @Nullable Quantity getDesiredTPU() {
    return desiredTPU;
  }

  public void setDesiredTPU(@Nullable Quantity desiredTPU) {
    this.desiredTPU = desiredTPU;
  }

  public @Nullable HeadInfo getHead() {
    return head;
  }

  public void setHead(@Nullable HeadInfo head) {
    this.head = head;
  }

  public @Nullable Map<String, String> getEndpoints() {
    return endpoints;
  }

  public void setEndpoints(@Nullable Map<String, String> endpoints) {
    this.endpoints = endpoints;
  }

  public @Nullable String getLastUpdateTime() {
    return lastUpdateTime;
  }

  public void setLastUpdateTime(@Nullable String lastUpdateTime) {
    this.lastUpdateTime = lastUpdateTime;
  }

  public @Nullable Integer getAvailableReplicas() {
    return availableReplicas;
  }

  public void setAvailableReplicas(@Nullable Integer availableReplicas) {
    this.availableReplicas = availableReplicas;
  }

  public @Nullable Integer getDesiredReplicas() {
    return desiredReplicas;
  }

  public void setDesiredReplicas(@Nullable Integer desiredReplicas) {
    this.desiredReplicas = desiredReplicas;
  }

  public @Nullable Integer getMinimumReplicas() {
    return minimumReplicas;
  }

  public void setMinimumReplicas(@Nullable Integer minimumReplicas) {
    this.minimumReplicas = minimumReplicas;
  }

  public @Nullable Integer getMaximumReplicas() {
    return maximumReplicas;
  }

  public void setMaximumReplicas(@Nullable Integer maximumReplicas) {
    this.maximumReplicas = maximumReplicas;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      state,
      reason,
      observedGeneration,
      desiredWorkerReplicas,
      availableWorkerReplicas,
      readyWorkerReplicas,
      minWorkerReplicas,
      maxWorkerReplicas,
      desiredCPU,
      desiredMemory,
      desiredGPU,
      desiredTPU,
      head,
      endpoints,
      lastUpdateTime,
      availableReplicas,
      desiredReplicas,
      minimumReplicas,
      maximumReplicas
    };
  }
}

package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator observed (KubeRay contract §13.1). Zero quantities, an empty head and empty
 * messages are written, as KubeRay does (Appendix D.1): set them, and leave absent what has no
 * value.
 */
public class RayClusterStatus extends ApiObject {

  /** Every pod was seen running at the same time. */
  public static final String READY = "ready";

  /** The cluster is suspended and has no pods. */
  public static final String SUSPENDED = "suspended";

  /** Known to clients; KubeRay 1.7 never produces it. */
  public static final String FAILED = "failed";

  private @Nullable String state;

  private @Nullable Quantity desiredCPU;

  private @Nullable Quantity desiredMemory;

  private @Nullable Quantity desiredGPU;

  private @Nullable Quantity desiredTPU;

  private @Nullable String lastUpdateTime;

  private @Nullable Map<String, String> stateTransitionTimes;

  private @Nullable Map<String, String> endpoints;

  private @Nullable HeadInfo head;

  private @Nullable String reason;

  private @Nullable List<RayClusterCondition> conditions;

  private @Nullable Integer readyWorkerReplicas;

  private @Nullable Integer availableWorkerReplicas;

  private @Nullable Integer desiredWorkerReplicas;

  private @Nullable Integer minWorkerReplicas;

  private @Nullable Integer maxWorkerReplicas;

  private @Nullable Long observedGeneration;

  public @Nullable String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = state;
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

  public @Nullable String getLastUpdateTime() {
    return lastUpdateTime;
  }

  public void setLastUpdateTime(@Nullable String lastUpdateTime) {
    this.lastUpdateTime = lastUpdateTime;
  }

  public @Nullable Map<String, String> getStateTransitionTimes() {
    return stateTransitionTimes;
  }

  public void setStateTransitionTimes(@Nullable Map<String, String> stateTransitionTimes) {
    this.stateTransitionTimes = stateTransitionTimes;
  }

  public @Nullable Map<String, String> getEndpoints() {
    return endpoints;
  }

  public void setEndpoints(@Nullable Map<String, String> endpoints) {
    this.endpoints = endpoints;
  }

  public @Nullable HeadInfo getHead() {
    return head;
  }

  public void setHead(@Nullable HeadInfo head) {
    this.head = head;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable List<RayClusterCondition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<RayClusterCondition> conditions) {
    this.conditions = conditions;
  }

  public @Nullable Integer getReadyWorkerReplicas() {
    return readyWorkerReplicas;
  }

  public void setReadyWorkerReplicas(@Nullable Integer readyWorkerReplicas) {
    this.readyWorkerReplicas = readyWorkerReplicas;
  }

  public @Nullable Integer getAvailableWorkerReplicas() {
    return availableWorkerReplicas;
  }

  public void setAvailableWorkerReplicas(@Nullable Integer availableWorkerReplicas) {
    this.availableWorkerReplicas = availableWorkerReplicas;
  }

  public @Nullable Integer getDesiredWorkerReplicas() {
    return desiredWorkerReplicas;
  }

  public void setDesiredWorkerReplicas(@Nullable Integer desiredWorkerReplicas) {
    this.desiredWorkerReplicas = desiredWorkerReplicas;
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

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      state,
      desiredCPU,
      desiredMemory,
      desiredGPU,
      desiredTPU,
      lastUpdateTime,
      stateTransitionTimes,
      endpoints,
      head,
      reason,
      conditions,
      readyWorkerReplicas,
      availableWorkerReplicas,
      desiredWorkerReplicas,
      minWorkerReplicas,
      maxWorkerReplicas,
      observedGeneration
    };
  }
}

package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.api.v1.schema.DateTime;
import io.rayoperator.api.v1.schema.MapKeys;
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

  @JsonPropertyDescription(
      "ready once all pods ran at the same time, suspended while suspended, else empty. Kept "
          + "for older clients: conditions tell more.")
  private @Nullable String state;

  @JsonPropertyDescription("Reason of the state.")
  private @Nullable String reason;

  @JsonPropertyDescription(
      "HeadPodReady, RayClusterProvisioned, RayClusterSuspending, RayClusterSuspended, "
          + "ReplicaFailure and others.")
  @MapKeys("type")
  private @Nullable List<RayClusterCondition> conditions;

  @JsonPropertyDescription("metadata.generation of the spec that this status is about.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "Wanted worker pods: replicas within their bounds times numOfHosts, without suspended "
          + "groups.")
  private @Nullable Integer desiredWorkerReplicas;

  @JsonPropertyDescription("Worker pods that run.")
  private @Nullable Integer availableWorkerReplicas;

  @JsonPropertyDescription("Worker pods that run and are ready.")
  private @Nullable Integer readyWorkerReplicas;

  @JsonPropertyDescription("Fewest worker pods that the groups allow.")
  private @Nullable Integer minWorkerReplicas;

  @JsonPropertyDescription("Most worker pods that the groups allow, at most 2147483647.")
  private @Nullable Integer maxWorkerReplicas;

  @JsonPropertyDescription("CPUs of all wanted pods: requests, else limits.")
  private @Nullable Quantity desiredCPU;

  @JsonPropertyDescription("Memory of all wanted pods.")
  private @Nullable Quantity desiredMemory;

  @JsonPropertyDescription("GPUs of all wanted pods.")
  private @Nullable Quantity desiredGPU;

  @JsonPropertyDescription("TPUs of all wanted pods.")
  private @Nullable Quantity desiredTPU;

  @JsonPropertyDescription("Where the head is.")
  private @Nullable HeadInfo head;

  @JsonPropertyDescription("Ports of the head Service by name; the node port where there is one.")
  private @Nullable Map<String, String> endpoints;

  @JsonPropertyDescription("When this status was written.")
  @DateTime
  @io.fabric8.generator.annotation.Nullable
  private @Nullable String lastUpdateTime;

  @JsonPropertyDescription("When each state was entered last.")
  @DateTime
  private @Nullable Map<String, String> stateTransitionTimes;

  @JsonPropertyDescription(
      "Hashes of the templates that pods of another operator are taken to be made from, "
          + "by group: a RollingUpdate replaces them once a template differs.")
  private @Nullable Map<String, String> adoptedTemplates;

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

  public @Nullable List<RayClusterCondition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<RayClusterCondition> conditions) {
    this.conditions = conditions;
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

  public @Nullable Map<String, String> getStateTransitionTimes() {
    return stateTransitionTimes;
  }

  public void setStateTransitionTimes(@Nullable Map<String, String> stateTransitionTimes) {
    this.stateTransitionTimes = stateTransitionTimes;
  }

  public @Nullable Map<String, String> getAdoptedTemplates() {
    return adoptedTemplates;
  }

  public void setAdoptedTemplates(@Nullable Map<String, String> adoptedTemplates) {
    this.adoptedTemplates = adoptedTemplates;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      state,
      reason,
      conditions,
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
      stateTransitionTimes,
      adoptedTemplates
    };
  }
}

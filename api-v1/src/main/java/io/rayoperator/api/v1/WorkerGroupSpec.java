package io.rayoperator.api.v1;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker pods of one kind. */
public class WorkerGroupSpec extends ApiObject {

  @Required private @Nullable String groupName;

  @Default("0")
  private @Nullable Integer replicas;

  @Default("0")
  private @Nullable Integer minReplicas;

  @Default("2147483647")
  private @Nullable Integer maxReplicas;

  @Default("1")
  private @Nullable Integer numOfHosts;

  private @Nullable Boolean suspend;

  private @Nullable Integer idleTimeoutSeconds;

  @Default("0")
  private @Nullable Integer priority;

  private @Nullable Map<String, String> resources;

  private @Nullable Map<String, String> labels;

  private @Nullable Map<String, String> rayStartParams;

  private @Nullable PodTemplateSpec template;

  private @Nullable ScaleStrategy scaleStrategy;

  public @Nullable String getGroupName() {
    return groupName;
  }

  public void setGroupName(@Nullable String groupName) {
    this.groupName = groupName;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getMinReplicas() {
    return minReplicas;
  }

  public void setMinReplicas(@Nullable Integer minReplicas) {
    this.minReplicas = minReplicas;
  }

  public @Nullable Integer getMaxReplicas() {
    return maxReplicas;
  }

  public void setMaxReplicas(@Nullable Integer maxReplicas) {
    this.maxReplicas = maxReplicas;
  }

  public @Nullable Integer getNumOfHosts() {
    return numOfHosts;
  }

  public void setNumOfHosts(@Nullable Integer numOfHosts) {
    this.numOfHosts = numOfHosts;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable Integer getIdleTimeoutSeconds() {
    return idleTimeoutSeconds;
  }

  public void setIdleTimeoutSeconds(@Nullable Integer idleTimeoutSeconds) {
    this.idleTimeoutSeconds = idleTimeoutSeconds;
  }

  public @Nullable Integer getPriority() {
    return priority;
  }

  public void setPriority(@Nullable Integer priority) {
    this.priority = priority;
  }

  public @Nullable Map<String, String> getResources() {
    return resources;
  }

  public void setResources(@Nullable Map<String, String> resources) {
    this.resources = resources;
  }

  public @Nullable Map<String, String> getLabels() {
    return labels;
  }

  public void setLabels(@Nullable Map<String, String> labels) {
    this.labels = labels;
  }

  public @Nullable Map<String, String> getRayStartParams() {
    return rayStartParams;
  }

  public void setRayStartParams(@Nullable Map<String, String> rayStartParams) {
    this.rayStartParams = rayStartParams;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }

  public @Nullable ScaleStrategy getScaleStrategy() {
    return scaleStrategy;
  }

  public void setScaleStrategy(@Nullable ScaleStrategy scaleStrategy) {
    this.scaleStrategy = scaleStrategy;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      groupName,
      replicas,
      minReplicas,
      maxReplicas,
      numOfHosts,
      suspend,
      idleTimeoutSeconds,
      priority,
      resources,
      labels,
      rayStartParams,
      template,
      scaleStrategy
    };
  }
}

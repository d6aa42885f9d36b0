package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker pods of one kind. */
public class WorkerGroupSpec extends ApiObject {

  @JsonPropertyDescription(
      "Name of the group, unique in the cluster and not headgroup; part of pod names and the "
          + "value of the label ray.io/group.")
  @Required
  private @Nullable String groupName;

  @JsonPropertyDescription(
      "Wanted number of replicas, held between minReplicas and maxReplicas. A replica is "
          + "numOfHosts pods. The autoscaler writes it. Default 0.")
  @Default("0")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Fewest replicas, at least 0. Default 0.")
  @Default("0")
  private @Nullable Integer minReplicas;

  @JsonPropertyDescription("Most replicas. Default 2147483647: no limit.")
  @Default("2147483647")
  private @Nullable Integer maxReplicas;

  @JsonPropertyDescription(
      "Pods per replica, at least 1. More than one is for accelerators that span hosts, such "
          + "as TPU slices: such pods start and stop together. Default 1.")
  private @Nullable Integer numOfHosts;

  @JsonPropertyDescription(
      "The worker pod. Its first container runs Ray, whatever its name; command, environment, "
          + "probes and an init container that waits for the head are added.")
  @Required
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription(
      "Options of ray start without dashes: num-cpus: \"0\" becomes --num-cpus=0, true "
          + "an option without value. Missing ones are derived from the container's limits.")
  private @Nullable Map<String, String> rayStartParams;

  @JsonPropertyDescription(
      "Ray resources of each pod, as CPU: \"4\" or TPU: \"8\", instead of those of the "
          + "container. Excludes num-cpus, num-gpus, memory and resources in rayStartParams.")
  private @Nullable Map<String, String> resources;

  @JsonPropertyDescription(
      "Labels of the pods, also known to Ray. They win over labels of the " + "template.")
  private @Nullable Map<String, String> labels;

  @JsonPropertyDescription(
      "True deletes the pods of this group; not together with the autoscaler. Default false.")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription(
      "Seconds after which an idle pod of this group is removed; needs autoscaler v2.")
  private @Nullable Integer idleTimeoutSeconds;

  @JsonPropertyDescription(
      "Groups with a higher number are scaled up first; needs autoscaler v2 and Ray 2.56. "
          + "Default 0.")
  private @Nullable Integer priority;

  @JsonPropertyDescription("Which pods go when the group shrinks.")
  private @Nullable ScaleStrategy scaleStrategy;

  @JsonPropertyDescription(
      "How fast a RollingUpdate replaces the pods of this group, instead of what upgradeStrategy "
          + "says for all groups.")
  private @Nullable RollingUpdate rollingUpdate;

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

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }

  public @Nullable Map<String, String> getRayStartParams() {
    return rayStartParams;
  }

  public void setRayStartParams(@Nullable Map<String, String> rayStartParams) {
    this.rayStartParams = rayStartParams;
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

  public @Nullable ScaleStrategy getScaleStrategy() {
    return scaleStrategy;
  }

  public void setScaleStrategy(@Nullable ScaleStrategy scaleStrategy) {
    this.scaleStrategy = scaleStrategy;
  }

  public @Nullable RollingUpdate getRollingUpdate() {
    return rollingUpdate;
  }

  public void setRollingUpdate(@Nullable RollingUpdate rollingUpdate) {
    this.rollingUpdate = rollingUpdate;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      groupName,
      replicas,
      minReplicas,
      maxReplicas,
      numOfHosts,
      template,
      rayStartParams,
      resources,
      labels,
      suspend,
      idleTimeoutSeconds,
      priority,
      scaleStrategy,
      rollingUpdate
    };
  }
}

package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of equal pods in Ant's layout. */
public class AntExtension extends ApiObject {

  @JsonPropertyDescription("Part of the pod names.")
  private @Nullable String groupName;

  @JsonPropertyDescription("head or worker; becomes the container name.")
  private @Nullable String type;

  @JsonPropertyDescription("Number of pods.")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Number of pods, in the drafts of 2020.")
  private @Nullable Integer size;

  @JsonPropertyDescription("Image; without it images.defaultImage.")
  private @Nullable String image;

  @JsonPropertyDescription("Shell command, run by /bin/bash -c.")
  private @Nullable String command;

  @JsonPropertyDescription("Labels of the pods.")
  private @Nullable Map<String, String> labels;

  @JsonPropertyDescription("Annotations of the pods.")
  private @Nullable Map<String, String> annotations;

  @JsonPropertyDescription("Service account of the pods.")
  private @Nullable String serviceAccountName;

  @JsonPropertyDescription("Kept; was never applied.")
  private @Nullable Map<String, String> nodeSelector;

  @JsonPropertyDescription("Affinity of the pods.")
  @Opaque
  private @Nullable Affinity affinity;

  @JsonPropertyDescription("Tolerations of the pods.")
  @Opaque
  private @Nullable List<Toleration> tolerations;

  @JsonPropertyDescription("Volumes of the pods.")
  @Opaque
  private @Nullable List<Volume> volumes;

  @JsonPropertyDescription("Resources of the container.")
  @Opaque
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription("Environment of the container.")
  @Opaque
  private @Nullable List<EnvVar> containerEnv;

  @JsonPropertyDescription("Volume mounts of the container.")
  @Opaque
  private @Nullable List<VolumeMount> volumeMounts;

  @JsonPropertyDescription("Kept; was never read.")
  private @Nullable String headServiceSuffix;

  @JsonPropertyDescription("Pod names, in the fork with ids.")
  private @Nullable List<String> idList;

  @JsonPropertyDescription("Ports of the container, in the fork with ids.")
  @Opaque
  private @Nullable List<ContainerPort> ports;

  public @Nullable String getGroupName() {
    return groupName;
  }

  public void setGroupName(@Nullable String groupName) {
    this.groupName = groupName;
  }

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getSize() {
    return size;
  }

  public void setSize(@Nullable Integer size) {
    this.size = size;
  }

  public @Nullable String getImage() {
    return image;
  }

  public void setImage(@Nullable String image) {
    this.image = image;
  }

  public @Nullable String getCommand() {
    return command;
  }

  public void setCommand(@Nullable String command) {
    this.command = command;
  }

  public @Nullable Map<String, String> getLabels() {
    return labels;
  }

  public void setLabels(@Nullable Map<String, String> labels) {
    this.labels = labels;
  }

  public @Nullable Map<String, String> getAnnotations() {
    return annotations;
  }

  public void setAnnotations(@Nullable Map<String, String> annotations) {
    this.annotations = annotations;
  }

  public @Nullable String getServiceAccountName() {
    return serviceAccountName;
  }

  public void setServiceAccountName(@Nullable String serviceAccountName) {
    this.serviceAccountName = serviceAccountName;
  }

  public @Nullable Map<String, String> getNodeSelector() {
    return nodeSelector;
  }

  public void setNodeSelector(@Nullable Map<String, String> nodeSelector) {
    this.nodeSelector = nodeSelector;
  }

  public @Nullable Affinity getAffinity() {
    return affinity;
  }

  public void setAffinity(@Nullable Affinity affinity) {
    this.affinity = affinity;
  }

  public @Nullable List<Toleration> getTolerations() {
    return tolerations;
  }

  public void setTolerations(@Nullable List<Toleration> tolerations) {
    this.tolerations = tolerations;
  }

  public @Nullable List<Volume> getVolumes() {
    return volumes;
  }

  public void setVolumes(@Nullable List<Volume> volumes) {
    this.volumes = volumes;
  }

  public @Nullable ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(@Nullable ResourceRequirements resources) {
    this.resources = resources;
  }

  public @Nullable List<EnvVar> getContainerEnv() {
    return containerEnv;
  }

  public void setContainerEnv(@Nullable List<EnvVar> containerEnv) {
    this.containerEnv = containerEnv;
  }

  public @Nullable List<VolumeMount> getVolumeMounts() {
    return volumeMounts;
  }

  public void setVolumeMounts(@Nullable List<VolumeMount> volumeMounts) {
    this.volumeMounts = volumeMounts;
  }

  public @Nullable String getHeadServiceSuffix() {
    return headServiceSuffix;
  }

  public void setHeadServiceSuffix(@Nullable String headServiceSuffix) {
    this.headServiceSuffix = headServiceSuffix;
  }

  public @Nullable List<String> getIdList() {
    return idList;
  }

  public void setIdList(@Nullable List<String> idList) {
    this.idList = idList;
  }

  public @Nullable List<ContainerPort> getPorts() {
    return ports;
  }

  public void setPorts(@Nullable List<ContainerPort> ports) {
    this.ports = ports;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      groupName,
      type,
      replicas,
      size,
      image,
      command,
      labels,
      annotations,
      serviceAccountName,
      nodeSelector,
      affinity,
      tolerations,
      volumes,
      resources,
      containerEnv,
      volumeMounts,
      headServiceSuffix,
      idList,
      ports
    };
  }
}

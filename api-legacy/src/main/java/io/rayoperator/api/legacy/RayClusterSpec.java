package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.rayoperator.api.v1.ApiObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of pods of several types, of which one is the head and the others come and go with
 * demand.
 */
public class RayClusterSpec extends ApiObject {

  private static final String MISSPELT_SETUP_COMMANDS = "SetupCommands";

  @JsonPropertyDescription("Most workers of all types together. Default 2.")
  @Min(0)
  private @Nullable Integer maxWorkers;

  @JsonPropertyDescription(
      "How fast a type grows: so many times its running workers may be starting, and 5 always "
          + "may. Default 1.0.")
  @Min(0)
  private @Nullable Double upscalingSpeed;

  @JsonPropertyDescription(
      "Minutes after which an idle worker above minWorkers is removed. Default 5.")
  @Min(0)
  private @Nullable Integer idleTimeoutMinutes;

  @JsonPropertyDescription("Name of the entry of podTypes that describes the head.")
  @Required
  private @Nullable String headPodType;

  @JsonPropertyDescription("Types of pods, among them that of the head.")
  @Required
  private @Nullable List<PodType> podTypes;

  @JsonPropertyDescription(
      "Shell lines that start Ray on the head. Absent: ray stop, then ray start --head.")
  private @Nullable List<String> headStartRayCommands;

  @JsonPropertyDescription(
      "Shell lines that start Ray on a worker, where RAY_HEAD_IP leads to the head. Absent: ray"
          + " stop, then ray start.")
  private @Nullable List<String> workerStartRayCommands;

  @JsonPropertyDescription(
      "Ports of the head's Service, merged by name over client 10001, dashboard 8265 and "
          + "ray-serve 8000.")
  private @Nullable List<HeadServicePort> headServicePorts;

  @JsonPropertyDescription("Shell lines before Ray starts, on head and workers.")
  private @Nullable List<String> setupCommands;

  @JsonPropertyDescription("The same as setupCommands, as the Python operator spelt it.")
  @JsonProperty(RayClusterSpec.MISSPELT_SETUP_COMMANDS)
  private @Nullable List<String> misspeltSetupCommands;

  @JsonPropertyDescription("Shell lines before Ray starts on the head.")
  private @Nullable List<String> headSetupCommands;

  @JsonPropertyDescription(
      "Shell lines before Ray starts on workers of types that have none of their own.")
  private @Nullable List<String> workerSetupCommands;

  public @Nullable Integer getMaxWorkers() {
    return maxWorkers;
  }

  public void setMaxWorkers(@Nullable Integer maxWorkers) {
    this.maxWorkers = maxWorkers;
  }

  public @Nullable Double getUpscalingSpeed() {
    return upscalingSpeed;
  }

  public void setUpscalingSpeed(@Nullable Double upscalingSpeed) {
    this.upscalingSpeed = upscalingSpeed;
  }

  public @Nullable Integer getIdleTimeoutMinutes() {
    return idleTimeoutMinutes;
  }

  public void setIdleTimeoutMinutes(@Nullable Integer idleTimeoutMinutes) {
    this.idleTimeoutMinutes = idleTimeoutMinutes;
  }

  public @Nullable String getHeadPodType() {
    return headPodType;
  }

  public void setHeadPodType(@Nullable String headPodType) {
    this.headPodType = headPodType;
  }

  public @Nullable List<PodType> getPodTypes() {
    return podTypes;
  }

  public void setPodTypes(@Nullable List<PodType> podTypes) {
    this.podTypes = podTypes;
  }

  public @Nullable List<String> getHeadStartRayCommands() {
    return headStartRayCommands;
  }

  public void setHeadStartRayCommands(@Nullable List<String> headStartRayCommands) {
    this.headStartRayCommands = headStartRayCommands;
  }

  public @Nullable List<String> getWorkerStartRayCommands() {
    return workerStartRayCommands;
  }

  public void setWorkerStartRayCommands(@Nullable List<String> workerStartRayCommands) {
    this.workerStartRayCommands = workerStartRayCommands;
  }

  public @Nullable List<HeadServicePort> getHeadServicePorts() {
    return headServicePorts;
  }

  public void setHeadServicePorts(@Nullable List<HeadServicePort> headServicePorts) {
    this.headServicePorts = headServicePorts;
  }

  public @Nullable List<String> getSetupCommands() {
    return setupCommands;
  }

  public void setSetupCommands(@Nullable List<String> setupCommands) {
    this.setupCommands = setupCommands;
  }

  public @Nullable List<String> getMisspeltSetupCommands() {
    return misspeltSetupCommands;
  }

  public void setMisspeltSetupCommands(@Nullable List<String> misspeltSetupCommands) {
    this.misspeltSetupCommands = misspeltSetupCommands;
  }

  public @Nullable List<String> getHeadSetupCommands() {
    return headSetupCommands;
  }

  public void setHeadSetupCommands(@Nullable List<String> headSetupCommands) {
    this.headSetupCommands = headSetupCommands;
  }

  public @Nullable List<String> getWorkerSetupCommands() {
    return workerSetupCommands;
  }

  public void setWorkerSetupCommands(@Nullable List<String> workerSetupCommands) {
    this.workerSetupCommands = workerSetupCommands;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      maxWorkers,
      upscalingSpeed,
      idleTimeoutMinutes,
      headPodType,
      podTypes,
      headStartRayCommands,
      workerStartRayCommands,
      headServicePorts,
      setupCommands,
      misspeltSetupCommands,
      headSetupCommands,
      workerSetupCommands
    };
  }
}

package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of pods: the head, or workers. */
public class PodType extends ApiObject {

  @JsonPropertyDescription("Name of the type.")
  @Required
  private @Nullable String name;

  @JsonPropertyDescription("Workers of this type that always run. Default 0.")
  private @Nullable Integer minWorkers;

  @JsonPropertyDescription(
      "Most workers of this type. Default: maxWorkers of the cluster, and 0 for the head's "
          + "type.")
  private @Nullable Integer maxWorkers;

  @JsonPropertyDescription(
      "Ray resources of each pod by name, as CPU: 4 or Custom1: 1; they win over what the "
          + "container's limits say.")
  @Opaque
  private @Nullable Map<String, @Nullable Object> rayResources;

  @JsonPropertyDescription("Shell lines before Ray starts on workers of this type.")
  private @Nullable List<String> setupCommands;

  @JsonPropertyDescription(
      "Shell lines before Ray starts on workers of this type, instead of setupCommands.")
  private @Nullable List<String> workerSetupCommands;

  @JsonPropertyDescription("The pod. Its first container runs Ray.")
  @Required
  private @Nullable PodConfig podConfig;

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public @Nullable Integer getMinWorkers() {
    return minWorkers;
  }

  public void setMinWorkers(@Nullable Integer minWorkers) {
    this.minWorkers = minWorkers;
  }

  public @Nullable Integer getMaxWorkers() {
    return maxWorkers;
  }

  public void setMaxWorkers(@Nullable Integer maxWorkers) {
    this.maxWorkers = maxWorkers;
  }

  public @Nullable Map<String, @Nullable Object> getRayResources() {
    return rayResources;
  }

  public void setRayResources(@Nullable Map<String, @Nullable Object> rayResources) {
    this.rayResources = rayResources;
  }

  public @Nullable List<String> getSetupCommands() {
    return setupCommands;
  }

  public void setSetupCommands(@Nullable List<String> setupCommands) {
    this.setupCommands = setupCommands;
  }

  public @Nullable List<String> getWorkerSetupCommands() {
    return workerSetupCommands;
  }

  public void setWorkerSetupCommands(@Nullable List<String> workerSetupCommands) {
    this.workerSetupCommands = workerSetupCommands;
  }

  public @Nullable PodConfig getPodConfig() {
    return podConfig;
  }

  public void setPodConfig(@Nullable PodConfig podConfig) {
    this.podConfig = podConfig;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      name, minWorkers, maxWorkers, rayResources, setupCommands, workerSetupCommands, podConfig
    };
  }
}

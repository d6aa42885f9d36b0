package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker pods of one kind in Microsoft's layout. */
public class MicrosoftWorkerGroupSpec extends ApiObject {

  @JsonPropertyDescription("Name of the group.")
  @Required
  private @Nullable String groupName;

  @JsonPropertyDescription("Wanted number of pods.")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Fewest pods.")
  private @Nullable Integer minReplicas;

  @JsonPropertyDescription("Most pods.")
  private @Nullable Integer maxReplicas;

  @JsonPropertyDescription("Options of ray start.")
  private @Nullable Map<String, String> rayStartParams;

  @JsonPropertyDescription("The worker pod.")
  @Opaque
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription("Which pods go when the group shrinks.")
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
      groupName, replicas, minReplicas, maxReplicas, rayStartParams, template, scaleStrategy
    };
  }
}

package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.ApiObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker pods of one kind, in KubeRay's layout. */
public class WorkerGroupSpec extends ApiObject {

  @JsonPropertyDescription("Name of the group, unique in the cluster.")
  @Required
  private @Nullable String groupName;

  @JsonPropertyDescription("Wanted number of pods.")
  @Default("0")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Fewest pods.")
  @Default("0")
  private @Nullable Integer minReplicas;

  @JsonPropertyDescription("Most pods.")
  @Default("2147483647")
  private @Nullable Integer maxReplicas;

  @JsonPropertyDescription("The worker pod; its first container runs Ray.")
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription("Options of ray start, without the leading dashes.")
  private @Nullable Map<String, String> rayStartParams;

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

  public @Nullable ScaleStrategy getScaleStrategy() {
    return scaleStrategy;
  }

  public void setScaleStrategy(@Nullable ScaleStrategy scaleStrategy) {
    this.scaleStrategy = scaleStrategy;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      groupName, replicas, minReplicas, maxReplicas, template, rayStartParams, scaleStrategy
    };
  }
}

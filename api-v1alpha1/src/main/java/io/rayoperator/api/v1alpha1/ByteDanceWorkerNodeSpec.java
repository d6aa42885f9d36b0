package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Worker pods of one kind in ByteDance's layout. */
public class ByteDanceWorkerNodeSpec extends ApiObject {

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
  private @Nullable Map<String, String> params;

  @JsonPropertyDescription("The worker pod.")
  @Opaque
  private @Nullable PodTemplateSpec template;

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

  public @Nullable Map<String, String> getParams() {
    return params;
  }

  public void setParams(@Nullable Map<String, String> params) {
    this.params = params;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {groupName, replicas, minReplicas, maxReplicas, params, template};
  }
}

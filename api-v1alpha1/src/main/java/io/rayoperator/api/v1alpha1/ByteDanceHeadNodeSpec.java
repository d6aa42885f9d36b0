package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.Opaque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The head pod in ByteDance's layout. */
public class ByteDanceHeadNodeSpec extends ApiObject {

  @JsonPropertyDescription("Options of ray start.")
  private @Nullable Map<String, String> params;

  @JsonPropertyDescription("Type of the head Service; NodePort if absent.")
  private @Nullable String serviceType;

  @JsonPropertyDescription("The head pod.")
  @Opaque
  private @Nullable PodTemplateSpec template;

  public @Nullable Map<String, String> getParams() {
    return params;
  }

  public void setParams(@Nullable Map<String, String> params) {
    this.params = params;
  }

  public @Nullable String getServiceType() {
    return serviceType;
  }

  public void setServiceType(@Nullable String serviceType) {
    this.serviceType = serviceType;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {params, serviceType, template};
  }
}

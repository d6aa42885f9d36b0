package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.ApiObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one head pod, in the layouts of KubeRay and Microsoft. */
public class HeadGroupSpec extends ApiObject {

  @JsonPropertyDescription("The head pod; its first container runs Ray.")
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription("Options of ray start, without the leading dashes.")
  private @Nullable Map<String, String> rayStartParams;

  @JsonPropertyDescription(
      "Type of the head Service: ClusterIP (default), NodePort or LoadBalancer.")
  private @Nullable String serviceType;

  @JsonPropertyDescription("Head Service of your own making; selector and ports of Ray are added.")
  private @Nullable Service headService;

  @JsonPropertyDescription("True creates an Ingress to the dashboard.")
  private @Nullable Boolean enableIngress;

  @JsonPropertyDescription("Ignored: a cluster has one head.")
  private @Nullable Integer replicas;

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

  public @Nullable String getServiceType() {
    return serviceType;
  }

  public void setServiceType(@Nullable String serviceType) {
    this.serviceType = serviceType;
  }

  public @Nullable Service getHeadService() {
    return headService;
  }

  public void setHeadService(@Nullable Service headService) {
    this.headService = headService;
  }

  public @Nullable Boolean getEnableIngress() {
    return enableIngress;
  }

  public void setEnableIngress(@Nullable Boolean enableIngress) {
    this.enableIngress = enableIngress;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      template, rayStartParams, serviceType, headService, enableIngress, replicas
    };
  }
}

package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one head pod and what makes it reachable. */
public class HeadGroupSpec extends ApiObject {

  private @Nullable String serviceType;

  private @Nullable Service headService;

  private @Nullable Boolean enableIngress;

  private @Nullable IngressOptions ingressOptions;

  private @Nullable Map<String, String> resources;

  private @Nullable Map<String, String> labels;

  private @Nullable Map<String, String> rayStartParams;

  private @Nullable PodTemplateSpec template;

  private @Nullable Integer replicas;

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

  public @Nullable IngressOptions getIngressOptions() {
    return ingressOptions;
  }

  public void setIngressOptions(@Nullable IngressOptions ingressOptions) {
    this.ingressOptions = ingressOptions;
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

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      serviceType,
      headService,
      enableIngress,
      ingressOptions,
      resources,
      labels,
      rayStartParams,
      template,
      replicas
    };
  }
}

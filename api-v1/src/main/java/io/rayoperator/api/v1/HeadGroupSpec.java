package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one head pod and what makes it reachable. */
public class HeadGroupSpec extends ApiObject {

  @JsonPropertyDescription(
      "The head pod. Its first container runs Ray, whatever its name; command, environment, "
          + "probes and volumes that Ray needs are added.")
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
      "Type of the head Service: ClusterIP (default, headless), NodePort or LoadBalancer.")
  private @Nullable String serviceType;

  @JsonPropertyDescription(
      "Head Service of your own making; the selector is replaced, the ports of Ray are added. "
          + "Name, labels and type count, the namespace does not.")
  private @Nullable Service headService;

  @JsonPropertyDescription(
      "True creates an Ingress, on OpenShift a Route, to the dashboard. Default false.")
  private @Nullable Boolean enableIngress;

  @JsonPropertyDescription("Host, path and TLS of that Ingress.")
  private @Nullable IngressOptions ingressOptions;

  @JsonPropertyDescription(
      "Deprecated and ignored: a cluster has one head. Kept because older manifests have it.")
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

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      template,
      rayStartParams,
      resources,
      labels,
      serviceType,
      headService,
      enableIngress,
      ingressOptions,
      replicas
    };
  }
}

package io.rayoperator.operator.model.cluster;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.RayLabels;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The group of the head pod.
 *
 * @param serviceType type of the head Service; empty means the default
 * @param headService the user's own head Service, if any
 */
public record HeadGroup(
    PodTemplateSpec template,
    Map<String, String> rayStartParams,
    Map<String, String> labels,
    Map<String, String> resources,
    String serviceType,
    @Nullable Service headService)
    implements RayGroup {

  private static final String DEFAULT_GCS_PORT = "6379";

  static HeadGroup of(HeadGroupSpec spec) {
    return new HeadGroup(
        Objects.requireNonNull(spec.getTemplate(), "validated: the head has a template"),
        Absent.asEmpty(spec.getRayStartParams()),
        Absent.asEmpty(spec.getLabels()),
        Absent.asEmpty(spec.getResources()),
        Absent.asEmpty(spec.getServiceType()),
        spec.getHeadService());
  }

  @Override
  public String groupName() {
    return RayLabels.HEAD_GROUP;
  }

  /** Port of the GCS, where workers find the head (KubeRay contract §2.2). */
  public String gcsPort() {
    return rayStartParams.getOrDefault("port", DEFAULT_GCS_PORT);
  }
}

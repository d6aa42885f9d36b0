package io.rayoperator.operator.model.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/** What head group and worker groups have in common. */
public sealed interface RayGroup permits HeadGroup, WorkerGroup {

  /** Value of the label {@code ray.io/group}. */
  String groupName();

  /** The user's template; it has at least one container. Not to be changed. */
  PodTemplateSpec template();

  Map<String, String> rayStartParams();

  /** The group's own labels; they win over those of the template. */
  Map<String, String> labels();

  /** Resources that Ray is told about instead of what the container has. */
  Map<String, String> resources();

  /** The container that runs Ray: the first, whatever its name (KubeRay contract, legend). */
  default Container rayContainer() {
    return template().getSpec().getContainers().get(0);
  }
}

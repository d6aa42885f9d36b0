package io.rayoperator.operator.model.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.List;

/**
 * The Service of Ray Serve of a RayCluster that stands alone, while {@link
 * RayAnnotations#ENABLE_SERVE_SERVICE} asks for it (KubeRay contract §3.3). It leads to all pods:
 * each of them may answer.
 */
public final class ServeService {

  private ServeService() {}

  public static boolean wanted(DesiredCluster cluster) {
    return "true".equals(cluster.annotations().get(RayAnnotations.ENABLE_SERVE_SERVICE));
  }

  /** The head's ports that lead to Ray Serve; without one there can be no Service. */
  public static List<ServicePort> ports(DesiredCluster cluster) {
    return HeadServicePorts.ofServe(cluster);
  }

  /**
   * The Service that the user wants.
   *
   * @param ports at least one
   */
  public static Service desired(DesiredCluster cluster, List<ServicePort> ports) {
    String type = cluster.head().serviceType();
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(RayClusterNames.serveService(cluster.name()))
        .withNamespace(cluster.namespace())
        .addToLabels(RayLabels.ORIGINATED_FROM_NAME, cluster.name())
        .addToLabels(RayLabels.ORIGINATED_FROM_KIND, ApiGroup.RAY_CLUSTER_KIND)
        .addToLabels(RayLabels.SERVE, RayClusterNames.serveLabel(cluster.name()))
        .withOwnerReferences(OwnerReferences.controller(cluster))
        .endMetadata()
        .withNewSpec()
        .withType(type.isEmpty() ? null : type)
        .withPorts(ports)
        .addToSelector(RayLabels.CLUSTER, cluster.name())
        .endSpec()
        .build();
  }

  /** Whether a child is such a Service. */
  public static boolean isOne(HasMetadata child) {
    return child instanceof Service
        && Absent.asEmpty(child.getMetadata().getLabels()).containsKey(RayLabels.SERVE);
  }
}

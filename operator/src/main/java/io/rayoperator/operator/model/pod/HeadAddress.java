package io.rayoperator.operator.model.pod;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.names.RayClusterNames;

/**
 * Where the head is found (KubeRay contract §1.4, §2.2).
 *
 * @param serviceName name of the head Service, in the cluster's own namespace
 * @param domainName its full name
 * @param gcsPort port of the GCS, as the user wrote it
 */
public record HeadAddress(String serviceName, String domainName, String gcsPort) {

  public static HeadAddress of(DesiredCluster cluster, String serviceName, String clusterDomain) {
    return new HeadAddress(
        serviceName,
        RayClusterNames.serviceDomainName(serviceName, cluster.namespace(), clusterDomain),
        cluster.head().gcsPort());
  }

  /** {@code host:port} of the GCS. */
  String gcs() {
    return domainName + ":" + gcsPort;
  }
}

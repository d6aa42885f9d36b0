package io.rayoperator.operator.model.names;

import io.rayoperator.api.v1.RayLabels;

/** Names of the children of a RayCluster (KubeRay contract §1.3, §1.4). */
public final class RayClusterNames {

  private RayClusterNames() {}

  /** What head pod names start with, or with deterministic names are, without the last dash. */
  public static String headPodPrefix(String cluster) {
    return NameLimits.podPrefix(cluster) + "-head-";
  }

  /** What worker pod names start with; long cluster names push the group out of it. */
  public static String workerPodPrefix(String cluster, String group) {
    return NameLimits.podPrefix(cluster + "-" + group) + "-worker-";
  }

  /**
   * What pod names started with before KubeRay 1.1: the type of the node before the group. Long
   * names lose their end.
   *
   * @param nodeType {@link RayLabels#HEAD} or {@link RayLabels#WORKER}
   */
  public static String typeFirstPodPrefix(String cluster, String nodeType, String group) {
    return nodeType.equals(RayLabels.HEAD)
        ? headPodPrefix(cluster)
        : NameLimits.podPrefix(cluster + "-" + nodeType + "-" + group).replaceAll("[-.]+$", "")
            + "-";
  }

  /** Name of the head Service unless the user chose one. */
  public static String headService(String cluster) {
    return cluster + "-head-svc";
  }

  /** Name of the head Service before there was KubeRay. */
  public static String shortHeadService(String cluster) {
    return cluster + "-head";
  }

  public static String headlessWorkerService(String cluster) {
    return cluster + "-headless";
  }

  /** Name of the Service of Ray Serve. */
  public static String serveService(String cluster) {
    return cluster + "-serve-svc";
  }

  /** Value of {@link RayLabels#SERVE} on that Service. */
  public static String serveLabel(String cluster) {
    return NameLimits.label(cluster + "-serve");
  }

  public static String headIngress(String cluster) {
    return NameLimits.objectName(cluster + "-head-ingress");
  }

  /** Name of the Route; its host name contains the namespace as well, and has at most 63. */
  public static String headRoute(String cluster, String namespace) {
    return NameLimits.routeName(cluster + "-head-route", namespace);
  }

  /** Name of a multi-host replica. */
  public static String replica(String group, String suffix) {
    return group + "-" + suffix;
  }

  /** The name under which pods of any namespace reach a Service. */
  public static String serviceDomainName(String service, String namespace, String clusterDomain) {
    return service + "." + namespace + ".svc." + clusterDomain;
  }

  /**
   * Value of {@link RayLabels#IDENTIFIER}.
   *
   * @param nodeType {@link RayLabels#HEAD} or {@link RayLabels#WORKER}
   */
  public static String identifier(String cluster, String nodeType) {
    return NameLimits.label(cluster + "-" + nodeType);
  }
}

package io.rayoperator.operator.model.service;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.pod.OldImages;
import io.rayoperator.operator.model.pod.RayPorts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ports of head Services, taken from the Ray container (KubeRay contract §3.1). */
final class HeadServicePorts {

  private HeadServicePorts() {}

  /**
   * The ports of the container, or all of Ray's; with metrics, unless Ray is told nothing about
   * them; sorted by name.
   */
  static List<ServicePort> of(DesiredCluster cluster) {
    Map<String, Integer> ports = new TreeMap<>();
    for (ContainerPort port : Absent.asEmpty(cluster.head().rayContainer().getPorts())) {
      String name = Absent.asEmpty(port.getName());
      ports.put(name.isEmpty() ? name(port.getContainerPort()) : name, port.getContainerPort());
    }
    if (ports.isEmpty()) {
      ports.putAll(RayPorts.HEAD_DEFAULTS);
    }
    if (!OldImages.expectedBy(cluster)) {
      ports.putIfAbsent(RayPorts.METRICS_NAME, RayPorts.METRICS);
    }
    return ports.entrySet().stream()
        .map(
            port ->
                new ServicePortBuilder()
                    .withName(port.getKey())
                    .withPort(port.getValue())
                    .withAppProtocol("tcp")
                    .build())
        .toList();
  }

  /** Those of Ray Serve by their names, without {@code appProtocol} (§3.3). */
  static List<ServicePort> ofServe(DesiredCluster cluster) {
    return of(cluster).stream()
        .filter(
            port ->
                port.getName().equals(RayPorts.SERVE_NAME)
                    || port.getName().startsWith(RayPorts.SERVE_NAME + "-"))
        .map(port -> new ServicePortBuilder(port).withAppProtocol(null).build())
        .toList();
  }

  /**
   * The port with a name. A Service of one port needs none, but ours come to it, and the API server
   * refuses a Service of several ports of which one has no name.
   */
  static ServicePort named(ServicePort port) {
    return port.getPort() == null || !Absent.asEmpty(port.getName()).isEmpty()
        ? port
        : new ServicePortBuilder(port).withName(name(port.getPort())).build();
  }

  private static String name(int port) {
    return port + "-port";
  }
}

package io.rayoperator.operator.model.status;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.Map;
import java.util.TreeMap;

/** What the status tells about the head Service (KubeRay contract §13.1). */
final class HeadServiceFacts {

  private HeadServiceFacts() {}

  /** Where each named port is reached: on the node, or else in the pod. */
  static Map<String, String> endpoints(Service service) {
    Map<String, String> endpoints = new TreeMap<>();
    for (ServicePort port : Absent.asEmpty(service.getSpec().getPorts())) {
      String name = Absent.asEmpty(port.getName());
      if (!name.isEmpty()) {
        endpoints.put(name, target(port));
      }
    }
    return endpoints;
  }

  private static String target(ServicePort port) {
    if (port.getNodePort() != null && port.getNodePort() != 0) {
      return String.valueOf(port.getNodePort());
    }
    IntOrString target = port.getTargetPort();
    if (target == null || Integer.valueOf(0).equals(target.getIntVal())) {
      return String.valueOf(port.getPort());
    }
    return target.getIntVal() != null
        ? String.valueOf(target.getIntVal())
        : Absent.asEmpty(target.getStrVal());
  }
}

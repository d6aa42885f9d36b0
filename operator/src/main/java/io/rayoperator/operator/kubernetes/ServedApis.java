package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.operator.config.Exposure;
import io.rayoperator.operator.model.exposure.Route;

/**
 * Which APIs there are for reaching heads from outside. Read once, when the operator starts
 * (KubeRay contract §4).
 */
public record ServedApis(boolean ingresses, boolean routes) {

  static ServedApis of(KubernetesClient client) {
    return new ServedApis(client.supports(Ingress.class), client.supports(Route.class));
  }

  /**
   * How heads are reached.
   *
   * @param preferIngress whether Ingresses are preferred to Routes
   */
  public Exposure exposure(boolean preferIngress) {
    if (routes && !(preferIngress && ingresses)) {
      return Exposure.ROUTE;
    }
    return ingresses ? Exposure.INGRESS : Exposure.NONE;
  }
}

package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.util.List;

/** config/overlays/auth-proxy with the real cert-manager: its sidecar shows the metrics. */
@ControlPlane(
    components = {
      Component.CONTROLLER_MANAGER,
      Component.SCHEDULER,
      Component.KWOK,
      Component.CERT_MANAGER
    },
    own = true,
    podNetwork = true)
class AuthProxyInstallationIT extends CertManagedManifests {

  AuthProxyInstallationIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    super("overlays/auth-proxy", plane, client, network, audit);
  }

  @Override
  List<String> readyContainers() {
    return List.of("2/2", "1/1", "1/1");
  }
}

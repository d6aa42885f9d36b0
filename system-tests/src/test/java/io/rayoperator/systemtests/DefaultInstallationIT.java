package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.kubelet.PodNetwork;

/** config/default with the real cert-manager. */
@ControlPlane(
    components = {
      Component.CONTROLLER_MANAGER,
      Component.SCHEDULER,
      Component.KWOK,
      Component.CERT_MANAGER
    },
    own = true,
    podNetwork = true)
class DefaultInstallationIT extends CertManagedManifests {

  DefaultInstallationIT(
      LocalControlPlane plane, KubernetesClient client, PodNetwork network, AuditLog audit) {
    super("default", plane, client, network, audit);
  }
}

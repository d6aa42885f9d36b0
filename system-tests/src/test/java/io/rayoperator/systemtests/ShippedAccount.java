package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;

/** The operator's account with the rights of config/rbac, and no others. */
final class ShippedAccount {

  private static final String NAMESPACE = "ray-operator-system";
  private static final String NAME = "ray-operator-controller-manager";

  private ShippedAccount() {}

  /** Installs the rights, and returns a kubeconfig with a token of the account. */
  static Path kubeconfig(LocalControlPlane plane, KubernetesClient administrator) {
    Kubectl kubectl = plane.kubectl();
    for (String directory : new String[] {"namespace", "rbac"}) {
      kubectl
          .run("apply", "-k", Repository.root().resolve("config").resolve(directory).toString())
          .succeeds();
    }
    return AccountKubeconfig.write(plane, administrator, NAMESPACE, NAME, "operator.kubeconfig");
  }
}

package io.rayoperator.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The rights with which the operator is installed. */
final class ShippedRights {

  private static final String NAMESPACE = "ray-operator-system";
  private static final String ACCOUNT = "ray-operator-controller-manager";

  private ShippedRights() {}

  /** A client that has them and no others. The caller closes it. */
  static KubernetesClient grant(LocalControlPlane plane, KubernetesClient administrator) {
    try (InputStream rights =
        Files.newInputStream(
            Repository.root().resolve("config/rbac/controller-manager/role.yaml"))) {
      administrator.load(rights).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return account(plane, administrator);
  }

  /** A client of the operator's account, whatever its rights are. The caller closes it. */
  static KubernetesClient account(LocalControlPlane plane, KubernetesClient administrator) {
    administrator
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    Config connection = Config.fromKubeconfig(plane.kubeconfig().toFile());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(connection)
                .withImpersonateUsername("system:serviceaccount:" + NAMESPACE + ":" + ACCOUNT)
                .build())
        .build();
  }
}

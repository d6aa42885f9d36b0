package io.rayoperator.systemtests;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The operator's account with the rights of config/rbac, and no others. */
final class ShippedAccount {

  private static final String NAMESPACE = "ray-operator-system";
  private static final String NAME = "ray-operator-controller-manager";
  private static final long TOKEN_SECONDS = 36_000;

  private ShippedAccount() {}

  /** Installs the rights, and returns a kubeconfig with a token of the account. */
  static Path kubeconfig(LocalControlPlane plane, KubernetesClient administrator) {
    Kubectl kubectl = plane.kubectl();
    for (String directory : new String[] {"namespace", "rbac"}) {
      kubectl
          .run("apply", "-k", Repository.root().resolve("config").resolve(directory).toString())
          .succeeds();
    }
    String token =
        administrator
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_SECONDS)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    Path file = plane.kubeconfig().resolveSibling("operator.kubeconfig");
    try {
      return Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          clusters:
          - {name: plane, cluster: {server: "%s", certificate-authority: "%s"}}
          users:
          - {name: operator, user: {token: "%s"}}
          contexts:
          - {name: operator, context: {cluster: plane, user: operator, namespace: %s}}
          current-context: operator
          """
              .formatted(plane.apiServer(), plane.certificateAuthority(), token, NAMESPACE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

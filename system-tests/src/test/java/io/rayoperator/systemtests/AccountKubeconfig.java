package io.rayoperator.systemtests;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.LocalControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kubeconfig by which a process has the rights of a ServiceAccount, and no others. */
final class AccountKubeconfig {

  private static final long TOKEN_SECONDS = 36_000;

  private AccountKubeconfig() {}

  /**
   * Writes one with a token of the account.
   *
   * @param fileName beside the control plane's own
   */
  static Path write(
      LocalControlPlane plane,
      KubernetesClient administrator,
      String namespace,
      String account,
      String fileName) {
    String token =
        administrator
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_SECONDS)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    Path file = plane.kubeconfig().resolveSibling(fileName);
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
              .formatted(plane.apiServer(), plane.certificateAuthority(), token, namespace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

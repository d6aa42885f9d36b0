package io.rayoperator.systemtests.migration;

import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Somebody with the rights of config/rbac/legacy-migration, and no others. */
final class LeavingAccount {

  private static final String NAME = "leaving";

  private LeavingAccount() {}

  /** Installs the rights, and returns a kubeconfig with a token of the account. */
  static Path kubeconfig(LocalControlPlane controlPlane) {
    Kubectl kubectl = controlPlane.kubectl();
    kubectl
        .run("apply", "-k", Repository.root().resolve("config/rbac/legacy-migration").toString())
        .succeeds();
    kubectl.run("create", "serviceaccount", NAME, "-n=default").succeeds();
    kubectl
        .run(
            "create",
            "clusterrolebinding",
            NAME,
            "--clusterrole=ray-operator-legacy-migration",
            "--serviceaccount=default:" + NAME)
        .succeeds();
    String token = kubectl.run("create", "token", NAME, "-n=default").succeeds().stdout().strip();
    try {
      return Files.writeString(
          controlPlane.kubeconfig().resolveSibling("leaving.kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          clusters:
          - {name: plane, cluster: {server: "%s", certificate-authority: "%s"}}
          users:
          - {name: leaving, user: {token: "%s"}}
          contexts:
          - {name: leaving, context: {cluster: plane, user: leaving, namespace: default}}
          current-context: leaving
          """
              .formatted(controlPlane.apiServer(), controlPlane.certificateAuthority(), token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

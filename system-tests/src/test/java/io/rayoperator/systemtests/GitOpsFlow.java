package io.rayoperator.systemtests;

/** A row of the second table of {@code docs/gitops.md}: a way to apply manifests. */
enum GitOpsFlow {
  KUBECTL(""),
  KUBECTL_SERVER_SIDE("--server-side"),
  ARGO_CD("--field-manager=argocd-controller"),
  ARGO_CD_SERVER_SIDE("--server-side --field-manager=argocd-controller --force-conflicts"),
  FLUX("--server-side --field-manager=kustomize-controller --force-conflicts");

  private final String arguments;

  GitOpsFlow(String arguments) {
    this.arguments = arguments;
  }

  String[] arguments() {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
  }

  /** As the table has it. */
  String command() {
    return ("kubectl apply " + arguments).strip();
  }
}

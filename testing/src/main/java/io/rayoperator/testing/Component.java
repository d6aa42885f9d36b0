package io.rayoperator.testing;

/** A process of a local control plane beyond etcd and the API server, which always run. */
public enum Component {
  /** Garbage collection, namespaces, endpoints, service accounts, ... */
  CONTROLLER_MANAGER("kube-controller-manager"),
  /** Binds pods to nodes. */
  SCHEDULER("kube-scheduler"),
  /** Nodes and kubelets that are simulated: a bound pod turns Running and Ready. */
  KWOK("kwok"),
  /** Issues certificates, and injects CAs into definitions and webhook configurations. */
  CERT_MANAGER("cert-manager");

  private final String processName;

  Component(String processName) {
    this.processName = processName;
  }

  /** The name of the process, as {@code control-plane} takes it. */
  public String processName() {
    return processName;
  }
}

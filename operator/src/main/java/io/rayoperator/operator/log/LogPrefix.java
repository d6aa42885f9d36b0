package io.rayoperator.operator.log;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Set;

/**
 * What log lines about a cluster begin with. The guides of the Python operator have users search
 * for it: {@code <cluster>,<namespace>:} of an operator for all namespaces, {@code <cluster>:} of
 * one for a single namespace.
 */
public record LogPrefix(boolean withNamespace) {

  /**
   * That of an operator.
   *
   * @param watched namespaces; none means all
   */
  public static LogPrefix of(Set<String> watched) {
    return new LogPrefix(watched.size() != 1);
  }

  /** The log of one cluster. */
  public ClusterLog of(ObjectMeta cluster) {
    String prefix =
        withNamespace
            ? cluster.getName() + "," + cluster.getNamespace() + ":"
            : cluster.getName() + ":";
    return new ClusterLog(prefix, cluster.getName(), cluster.getNamespace());
  }
}

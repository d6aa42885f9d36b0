package io.rayoperator.operator.legacy;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * What log lines about a cluster begin with. The guides of the Python operator have users search
 * for it: {@code <cluster>,<namespace>:} of an operator for all namespaces, {@code <cluster>:} of
 * one for a single namespace.
 */
record LogPrefix(boolean withNamespace) {

  String of(ObjectMeta cluster) {
    return withNamespace
        ? cluster.getName() + "," + cluster.getNamespace() + ":"
        : cluster.getName() + ":";
  }
}

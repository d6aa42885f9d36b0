package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;

/** What a pod can ask of its own object. */
final class PodFields {

  private PodFields() {}

  static String value(Pod pod, String path, String address) {
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "spec.nodeName" -> pod.getSpec().getNodeName();
      case "status.podIP" -> address;
      default ->
          throw new IllegalStateException("A field that this kubelet does not know: " + path);
    };
  }
}

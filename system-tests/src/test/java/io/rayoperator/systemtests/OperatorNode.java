package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.kubelet.PlayedNode;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The node where the pods of the operator are processes, beside simulated ones for Ray's pods. */
final class OperatorNode implements AutoCloseable {

  private static final String NAME = "operators";

  private final Kubectl kubectl;
  private final PlayedNode node;

  private OperatorNode(Kubectl kubectl, PlayedNode node) {
    this.kubectl = kubectl;
    this.node = node;
  }

  /**
   * Adds the node.
   *
   * @param images the assembled product for each name of an image
   */
  static OperatorNode start(
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      Map<String, Path> images) {
    return new OperatorNode(
        plane.kubectl(), PlayedNode.start(plane, client, network, NAME, images));
  }

  /** Pods of Ray run on simulated nodes; those of the operator are processes. */
  void onlyOperatorsAreScheduled(boolean yes) {
    kubectl.run(yes ? "uncordon" : "cordon", NAME).succeeds();
    kubectl.run(yes ? "cordon" : "uncordon", "--selector=type=kwok").succeeds();
  }

  /** How long each container took from the start of its process to ready. */
  Map<String, Duration> readyAfter() {
    return node.readyAfter();
  }

  /** Kills all processes at once, as a power cut does. */
  void crash() {
    node.crash();
  }

  @Override
  public void close() {
    node.close();
  }
}

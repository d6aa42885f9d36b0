package io.rayoperator.operator.model.upgrade;

import io.rayoperator.api.v1.UpgradeStrategy;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.RecreateHash;
import java.util.List;

/**
 * What the strategy {@code Recreate} asks for (KubeRay contract §7.2). The first head pod tells
 * from which spec the cluster was made; without one, nothing is done.
 */
public sealed interface Recreation {

  /** The cluster is what the user wants, or wants to keep. */
  record NotNeeded() implements Recreation {}

  /**
   * Another operator, or another version of this one, made the head. It computed hashes in its own
   * way, so nothing can be compared: the cluster is taken as it is.
   *
   * @param hash of the spec, to be written on the head along with our version
   */
  record Adoption(ObservedPod head, String hash) implements Recreation {}

  /**
   * All pods have to go.
   *
   * @param pods to be deleted now. The head is not among them before all workers are going: it is
   *     what tells, after a crash, that the others have to go as well
   */
  record AllPods(List<ObservedPod> pods) implements Recreation {

    public AllPods {
      pods = List.copyOf(pods);
    }
  }

  static Recreation of(DesiredCluster cluster, ObservedCluster observed, ModelConfig config) {
    UpgradeStrategy strategy = cluster.spec().getUpgradeStrategy();
    if (strategy == null
        || !UpgradeStrategy.RECREATE.equals(strategy.getType())
        || observed.heads().isEmpty()) {
      return new NotNeeded();
    }
    ObservedPod head = observed.heads().getFirst();
    String version = head.origin().operatorVersion();
    String hash = head.origin().recreateHash();
    String wanted = RecreateHash.of(cluster.spec());
    if (!head.controlled()) {
      return new NotNeeded();
    }
    if (!version.isEmpty() && !version.equals(config.operatorVersion())) {
      return head.terminating() ? new NotNeeded() : new Adoption(head, wanted);
    }
    if (hash.isEmpty() || hash.equals(wanted)) {
      return new NotNeeded();
    }
    List<ObservedPod> workers =
        going(observed.pods().stream().filter(pod -> !pod.isHead()).toList());
    return new AllPods(workers.isEmpty() ? going(observed.heads()) : workers);
  }

  private static List<ObservedPod> going(List<ObservedPod> pods) {
    return pods.stream().filter(pod -> pod.controlled() && !pod.terminating()).toList();
  }
}

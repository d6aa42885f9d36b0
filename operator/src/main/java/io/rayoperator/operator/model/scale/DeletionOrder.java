package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Comparator;
import java.util.List;

/**
 * Who goes first when there are too many pods: those that do not run, then those that are not
 * ready, then the younger ones; among equals the higher index and the later name. KubeRay takes the
 * first of its list (contract §18.3, gap 13).
 */
final class DeletionOrder {

  static final Comparator<ObservedPod> OF_PODS =
      Comparator.comparing(ObservedPod::running)
          .thenComparing(ObservedPod::runningAndReady)
          .thenComparing(ObservedPod::createdAt, Comparator.reverseOrder())
          .thenComparing(DeletionOrder::index, Comparator.reverseOrder())
          .thenComparing(ObservedPod::name, Comparator.reverseOrder());

  /** A replica is as good as the worst of its pods. */
  static final Comparator<List<ObservedPod>> OF_REPLICAS =
      Comparator.comparing(DeletionOrder::worst, OF_PODS);

  private DeletionOrder() {}

  private static ObservedPod worst(List<ObservedPod> replica) {
    return replica.stream().min(OF_PODS).orElseThrow();
  }

  private static int index(ObservedPod pod) {
    Integer index = pod.replicaIndex();
    return index == null ? 0 : index;
  }
}

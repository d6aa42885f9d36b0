package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.names.NumberedNames;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * The order among surplus pods. Numbered ones go from the highest number down, whatever their
   * state, and those of other names before them.
   */
  static Comparator<ObservedPod> ofSurplusPods(@Nullable NumberedNames numberedNames) {
    return numberedNames == null ? OF_PODS : byNumber(numberedNames).thenComparing(OF_PODS);
  }

  /** The same for replicas. */
  static Comparator<List<ObservedPod>> ofSurplusReplicas(@Nullable NumberedNames numberedNames) {
    return numberedNames == null
        ? OF_REPLICAS
        : Comparator.<List<ObservedPod>, ObservedPod>comparing(
                List::getFirst, byNumber(numberedNames))
            .thenComparing(OF_REPLICAS);
  }

  private static Comparator<ObservedPod> byNumber(NumberedNames names) {
    return Comparator.comparing(
        pod -> names.replicaOf(pod.name()),
        Comparator.nullsFirst(Comparator.<Integer>reverseOrder()));
  }

  private static ObservedPod worst(List<ObservedPod> replica) {
    return replica.stream().min(OF_PODS).orElseThrow();
  }

  private static int index(ObservedPod pod) {
    Integer index = pod.replicaIndex();
    return index == null ? 0 : index;
  }
}

package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Indices of replicas that no pod has. */
final class FreeIndices {

  private FreeIndices() {}

  /** The lowest {@code count} numbers from 0 up that none of the pods has. */
  static List<Integer> lowest(int count, Collection<ObservedPod> pods) {
    Set<Integer> taken =
        pods.stream()
            .map(ObservedPod::replicaIndex)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(HashSet::new));
    return IntStream.iterate(0, i -> i + 1)
        .filter(i -> !taken.contains(i))
        .limit(count)
        .boxed()
        .toList();
  }
}

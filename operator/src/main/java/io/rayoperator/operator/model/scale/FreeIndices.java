package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.names.NumberedNames;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Indices of replicas that no pod has. */
final class FreeIndices {

  private FreeIndices() {}

  /**
   * The lowest {@code count} numbers from 0 up that none of the pods has, by its label or its name.
   * Where names are numbered, a name in {@code workersToDelete} is not free either: its pod would
   * be deleted as soon as it is there.
   */
  static List<Integer> lowest(
      int count,
      WorkerGroup group,
      Collection<ObservedPod> pods,
      @Nullable NumberedNames numberedNames) {
    Set<Integer> taken = new HashSet<>();
    pods.stream().map(ObservedPod::replicaIndex).filter(Objects::nonNull).forEach(taken::add);
    if (numberedNames != null) {
      Stream.concat(pods.stream().map(ObservedPod::name), group.workersToDelete().stream())
          .map(numberedNames::replicaOf)
          .filter(Objects::nonNull)
          .forEach(taken::add);
    }
    return IntStream.iterate(0, i -> i + 1)
        .filter(i -> !taken.contains(i))
        .limit(count)
        .boxed()
        .toList();
  }
}

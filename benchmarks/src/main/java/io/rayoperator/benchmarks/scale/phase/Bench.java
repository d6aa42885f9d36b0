package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.cluster.ClusterWatch;
import io.rayoperator.benchmarks.scale.cluster.PodWatch;
import io.rayoperator.benchmarks.scale.cluster.Users;
import io.rayoperator.benchmarks.scale.operator.OperatorProcess;
import io.rayoperator.benchmarks.scale.operator.OperatorRequests;
import io.rayoperator.benchmarks.scale.result.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything that a phase works with.
 *
 * @param timeout of everything that is waited for
 */
public record Bench(
    Load load,
    Users users,
    ClusterWatch clusters,
    PodWatch pods,
    OperatorProcess operator,
    OperatorRequests requests,
    Duration timeout) {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** The namespaces of the many clusters. */
  List<String> namespaces() {
    return IntStream.range(0, load.namespaces()).mapToObj(i -> "scale-" + i).toList();
  }

  /** The many clusters, spread over their namespaces. */
  List<ClusterKey> many() {
    return IntStream.range(0, load.clusters())
        .mapToObj(i -> new ClusterKey("scale-" + i % load.namespaces(), "cluster-" + i))
        .toList();
  }

  /** Clusters of one namespace. */
  static List<ClusterKey> clusters(String namespace, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ClusterKey(namespace, "cluster-" + i))
        .toList();
  }

  /**
   * Waits for clusters.
   *
   * @throws IllegalStateException if it takes too long, or the operator ends, or a watch breaks
   */
  void await(Arrivals arrivals) throws InterruptedException {
    await("RayClusters", () -> arrivals.await(LOOK_AGAIN));
  }

  /** Waits for something else. */
  void await(String what, Condition condition) throws InterruptedException {
    Instant end = Instant.now().plus(timeout);
    while (!condition.holds()) {
      clusters.check();
      pods.check();
      operator.check();
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("waited for " + what + " in vain, for " + timeout);
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /** Deletes clusters that have nothing to do with the result, and waits until all is gone. */
  void cleanUp(Collection<ClusterKey> keys) throws Exception {
    Arrivals gone = clusters.expect(keys, ClusterState::gone);
    users.delete(keys);
    await(gone);
    await("the garbage collector", () -> pods.aliveOf(keys) == 0);
  }

  /** Something to wait for; it may itself wait a little. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws InterruptedException;
  }
}

package io.rayoperator.benchmarks.scale.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Sees when each of a number of RayClusters reached a goal for the first time. */
public final class Arrivals {

  private final Set<ClusterKey> expected;
  private final Predicate<ClusterState> goal;
  private final CountDownLatch missing;
  private final Map<ClusterKey, Instant> arrived = new ConcurrentHashMap<>();

  public Arrivals(Collection<ClusterKey> expected, Predicate<ClusterState> goal) {
    this.expected = Set.copyOf(expected);
    this.goal = goal;
    this.missing = new CountDownLatch(this.expected.size());
  }

  /** A cluster was in this state at this time. */
  public void see(ClusterKey cluster, ClusterState state, Instant now) {
    if (expected.contains(cluster)
        && goal.test(state)
        && arrived.putIfAbsent(cluster, now) == null) {
      missing.countDown();
    }
  }

  /** How many have arrived. */
  public int count() {
    return arrived.size();
  }

  /** Waits for all for a while; returns whether they have arrived. */
  public boolean await(Duration limit) throws InterruptedException {
    return missing.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** When the last one arrived. */
  public Instant last() {
    return arrived.values().stream().max(Instant::compareTo).orElseThrow();
  }

  /**
   * How long each one that has arrived took.
   *
   * @param since when each was asked to
   */
  public List<Duration> times(Map<ClusterKey, Instant> since) {
    return arrived.entrySet().stream()
        .filter(arrival -> since.containsKey(arrival.getKey()))
        .map(arrival -> Duration.between(since.get(arrival.getKey()), arrival.getValue()))
        .toList();
  }
}

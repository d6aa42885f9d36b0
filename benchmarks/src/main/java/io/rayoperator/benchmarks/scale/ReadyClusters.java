package io.rayoperator.benchmarks.scale;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees when each of a number of RayClusters became ready for the first time. */
final class ReadyClusters implements Watcher<GenericKubernetesResource> {

  private final CountDownLatch missing;
  private final Map<String, Instant> readySince = new ConcurrentHashMap<>();

  ReadyClusters(int expected) {
    this.missing = new CountDownLatch(expected);
  }

  @Override
  public void eventReceived(Action action, GenericKubernetesResource cluster) {
    Object state = cluster.get("status", "state");
    if ("ready".equals(state)
        && readySince.putIfAbsent(cluster.getMetadata().getName(), Instant.now()) == null) {
      missing.countDown();
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException(
        "the watch of RayClusters broke: the result would be wrong", cause);
  }

  /**
   * Waits for the last one.
   *
   * @throws IllegalStateException if it takes longer
   */
  void await(Duration timeout) throws InterruptedException {
    if (!missing.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          missing.getCount() + " RayClusters were not ready after " + timeout);
    }
  }

  Instant last() {
    return readySince.values().stream().max(Instant::compareTo).orElseThrow();
  }

  /** How long each took from its creation, sorted. */
  List<Duration> latencies(Map<String, Instant> createdAt) {
    return readySince.entrySet().stream()
        .map(
            entry ->
                Duration.between(
                    createdAt.getOrDefault(entry.getKey(), entry.getValue()), entry.getValue()))
        .sorted()
        .toList();
  }
}

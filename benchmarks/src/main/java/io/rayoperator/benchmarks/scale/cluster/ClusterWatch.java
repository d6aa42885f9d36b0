package io.rayoperator.benchmarks.scale.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.rayoperator.testing.RayClusterApi;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Watches all RayClusters. */
public final class ClusterWatch implements Watcher<GenericKubernetesResource>, AutoCloseable {

  private final List<Arrivals> expectations = new CopyOnWriteArrayList<>();
  private final Watch watch;
  private volatile @Nullable WatcherException broken;

  public ClusterWatch(KubernetesClient client) {
    this.watch = client.genericKubernetesResources(RayClusterApi.V1).inAnyNamespace().watch(this);
  }

  /** From now on, waits for these clusters to reach a goal. */
  public Arrivals expect(Collection<ClusterKey> clusters, Predicate<ClusterState> goal) {
    Arrivals arrivals = new Arrivals(clusters, goal);
    expectations.add(arrivals);
    return arrivals;
  }

  /**
   * Makes sure that nothing was missed.
   *
   * @throws IllegalStateException if the watch ended
   */
  public void check() {
    if (broken != null) {
      throw new IllegalStateException("the watch of RayClusters broke", broken);
    }
  }

  @Override
  public void eventReceived(Action action, GenericKubernetesResource cluster) {
    Instant now = Instant.now();
    ClusterKey key =
        new ClusterKey(cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    ClusterState state = ClusterState.of(cluster, action == Action.DELETED);
    for (Arrivals arrivals : expectations) {
      arrivals.see(key, state, now);
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    broken = cause;
  }

  @Override
  public void close() {
    watch.close();
  }
}

package io.rayoperator.benchmarks.scale.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.rayoperator.api.v1.RayLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Watches the pods of all RayClusters: when each cluster got its first, and how many there are. */
public final class PodWatch implements Watcher<GenericKubernetesResource>, AutoCloseable {

  private static final ResourceDefinitionContext PODS =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Pod")
          .withPlural("pods")
          .withNamespaced(true)
          .build();

  private final Map<ClusterKey, Instant> firstPods = new ConcurrentHashMap<>();

  /** The clusters of all pods that exist, by their uids. */
  private final Map<String, ClusterKey> alive = new ConcurrentHashMap<>();

  private final Watch watch;
  private volatile Instant lastGone = Instant.MIN;
  private volatile @Nullable WatcherException broken;

  public PodWatch(KubernetesClient client) {
    this.watch =
        client
            .genericKubernetesResources(PODS)
            .inAnyNamespace()
            .withLabel(RayLabels.CLUSTER)
            .watch(this);
  }

  /**
   * How long after these times each cluster's first pod was there; without those that have none.
   */
  public List<Duration> timesToFirst(Map<ClusterKey, Instant> since) {
    return since.entrySet().stream()
        .filter(cluster -> firstPods.containsKey(cluster.getKey()))
        .map(cluster -> Duration.between(cluster.getValue(), firstPod(cluster.getKey())))
        .toList();
  }

  /**
   * When a cluster's first pod was there.
   *
   * @throws NullPointerException if it has had none
   */
  public Instant firstPod(ClusterKey cluster) {
    return Objects.requireNonNull(firstPods.get(cluster), () -> cluster + " has had no pod");
  }

  /** Whether each of these clusters has had a pod. */
  public boolean haveHadPods(Collection<ClusterKey> clusters) {
    return firstPods.keySet().containsAll(clusters);
  }

  /** How many pods of these clusters exist now. */
  public long aliveOf(Collection<ClusterKey> clusters) {
    Set<ClusterKey> wanted = Set.copyOf(clusters);
    return alive.values().stream().filter(wanted::contains).count();
  }

  /** When a pod went for the last time. */
  public Instant lastGone() {
    return lastGone;
  }

  /**
   * Makes sure that nothing was missed.
   *
   * @throws IllegalStateException if the watch ended
   */
  public void check() {
    if (broken != null) {
      throw new IllegalStateException("the watch of pods broke", broken);
    }
  }

  @Override
  public void eventReceived(Action action, GenericKubernetesResource pod) {
    Instant now = Instant.now();
    String uid = pod.getMetadata().getUid();
    if (action == Action.DELETED) {
      alive.remove(uid);
      lastGone = now;
    } else {
      ClusterKey cluster =
          new ClusterKey(
              pod.getMetadata().getNamespace(),
              pod.getMetadata().getLabels().getOrDefault(RayLabels.CLUSTER, ""));
      alive.put(uid, cluster);
      firstPods.putIfAbsent(cluster, now);
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

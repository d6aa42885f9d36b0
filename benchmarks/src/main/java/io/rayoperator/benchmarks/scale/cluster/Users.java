package io.rayoperator.benchmarks.scale.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.RayClusters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Several users at once, who make, scale and delete RayClusters of a head and one worker group. */
public final class Users {

  private static final int AT_ONCE = 8;
  private static final int MAX_WORKERS = 10_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final KubernetesClient client;

  public Users(KubernetesClient client) {
    this.client = client;
  }

  /** Makes a namespace and waits until pods can be made in it. */
  public void createNamespace(String name) throws InterruptedException {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    while (client.serviceAccounts().inNamespace(name).withName("default").get() == null) {
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /**
   * Creates clusters.
   *
   * @param perSecond how many; 0 for as many as the API server takes
   * @return when each was asked for
   */
  public Map<ClusterKey, Instant> create(
      Collection<ClusterKey> clusters, int workers, double perSecond) throws Exception {
    return each(clusters, perSecond, key -> create(key, workers));
  }

  /** Gives clusters another number of workers; returns when each was asked to. */
  public Map<ClusterKey, Instant> scale(Collection<ClusterKey> clusters, int workers)
      throws Exception {
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/spec/workerGroupSpecs/0/replicas\",\"value\":"
            + workers
            + "}]";
    return each(
        clusters,
        0,
        key ->
            client
                .genericKubernetesResources(RayClusterApi.V1)
                .inNamespace(key.namespace())
                .withName(key.name())
                .patch(PatchContext.of(PatchType.JSON), patch));
  }

  /** Deletes clusters; returns when each was asked to. */
  public Map<ClusterKey, Instant> delete(Collection<ClusterKey> clusters) throws Exception {
    return each(
        clusters,
        0,
        key ->
            client
                .genericKubernetesResources(RayClusterApi.V1)
                .inNamespace(key.namespace())
                .withName(key.name())
                .delete());
  }

  private void create(ClusterKey key, int workers) {
    RayCluster cluster =
        RayClusters.rayCluster(
            key.name(),
            RayClusters.withWorkers(
                "workers", workers, group -> group.setMaxReplicas(MAX_WORKERS)));
    client.resource(cluster).inNamespace(key.namespace()).create();
  }

  private static Map<ClusterKey, Instant> each(
      Collection<ClusterKey> clusters, double perSecond, Consumer<ClusterKey> request)
      throws Exception {
    Map<ClusterKey, Instant> asked = new ConcurrentHashMap<>();
    Pace pace = new Pace(perSecond, System.nanoTime());
    try (ExecutorService users = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> requests = new ArrayList<>();
      for (ClusterKey cluster : clusters) {
        Thread.sleep(pace.wait(requests.size(), System.nanoTime()));
        requests.add(
            users.submit(
                () -> {
                  asked.put(cluster, Instant.now());
                  request.accept(cluster);
                }));
      }
      for (Future<?> sent : requests) {
        sent.get();
      }
    }
    return asked;
  }
}

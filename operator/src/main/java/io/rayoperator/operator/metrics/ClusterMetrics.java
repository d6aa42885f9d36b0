package io.rayoperator.operator.metrics;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One series per RayCluster: that it exists, whether it is provisioned, how long that took. */
public final class ClusterMetrics implements MultiCollector {

  private final Map<String, Facts> clusters = new ConcurrentHashMap<>();
  private final Supplier<Instant> clock;

  /**
   * What is known of one cluster.
   *
   * @param provisionedAfter time from its creation until it was provisioned, if this operator saw
   *     it
   */
  private record Facts(
      String name,
      String namespace,
      String uid,
      String ownerKind,
      boolean provisioned,
      @Nullable Duration provisionedAfter) {

    Labels labels() {
      return Labels.of("name", name, "namespace", namespace, "uid", uid);
    }
  }

  public ClusterMetrics(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** A cluster was seen with this status. */
  public void observed(StoredRayCluster cluster, RayClusterStatus status) {
    ObjectMeta metadata = cluster.getMetadata();
    boolean provisioned = Conditions.isTrue(status, ConditionTypes.PROVISIONED);
    clusters.compute(
        key(metadata),
        (key, known) ->
            new Facts(
                metadata.getName(),
                metadata.getNamespace(),
                metadata.getUid(),
                Absent.asEmpty(metadata.getLabels())
                    .getOrDefault(RayLabels.ORIGINATED_FROM_KIND, "None"),
                provisioned,
                provisionedAfter(metadata, provisioned, known)));
  }

  /** A cluster is gone. */
  public void forget(StoredRayCluster cluster) {
    clusters.remove(key(cluster.getMetadata()));
  }

  @Override
  public MetricSnapshots collect() {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder().name("kuberay_cluster").help("RayClusters that exist.");
    GaugeSnapshot.Builder condition =
        GaugeSnapshot.builder()
            .name("kuberay_cluster_condition_provisioned")
            .help("Whether all pods of a RayCluster have been ready at the same time.");
    GaugeSnapshot.Builder duration =
        GaugeSnapshot.builder()
            .name("kuberay_cluster_provisioned_duration_seconds")
            .help("Seconds from the creation of a RayCluster until it was provisioned.");
    for (Facts cluster : clusters.values()) {
      info.dataPoint(
          InfoDataPointSnapshot.builder()
              .labels(cluster.labels().merge(Labels.of("owner_kind", cluster.ownerKind())))
              .build());
      condition.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(
                  cluster
                      .labels()
                      .merge(Labels.of("condition", String.valueOf(cluster.provisioned()))))
              .value(1)
              .build());
      Duration after = cluster.provisionedAfter();
      if (after != null) {
        duration.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(cluster.labels())
                .value(after.toMillis() / 1000.0)
                .build());
      }
    }
    return MetricSnapshots.of(info.build(), condition.build(), duration.build());
  }

  private @Nullable Duration provisionedAfter(
      ObjectMeta metadata, boolean provisioned, @Nullable Facts known) {
    if (known == null || !known.uid().equals(metadata.getUid())) {
      // It may have been provisioned long ago, before this operator started.
      return null;
    }
    return provisioned && !known.provisioned()
        ? Duration.between(Instant.parse(metadata.getCreationTimestamp()), clock.get())
        : known.provisionedAfter();
  }

  private static String key(ObjectMeta metadata) {
    return metadata.getNamespace() + "/" + metadata.getName();
  }
}

package io.rayoperator.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes and the queue before them, under the names of the Go operators' library, which dashboards
 * and alerts know (KubeRay contract §14): {@code controller_runtime_*} and {@code workqueue_*},
 * with {@code controller="raycluster"}.
 *
 * <p>A pass ends as {@code success} or {@code error}; the library's {@code requeue} and {@code
 * requeue_after} do not occur: that a cluster is looked at again later is no result here.
 */
public final class ReconcileMetrics implements Metrics {

  private static final double[] PASS_BUCKETS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9,
    1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60
  };

  private static final double[] QUEUE_BUCKETS = {
    1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000
  };

  private final String controller;
  private final LongSupplier nanoTime;
  private final Map<ResourceID, Long> waitingSince = new ConcurrentHashMap<>();
  private final Map<ResourceID, Long> runningSince = new ConcurrentHashMap<>();
  private final Counter results;
  private final Counter errors;
  private final Histogram passTime;
  private final Counter adds;
  private final Counter retries;
  private final Histogram queueTime;
  private final Histogram workTime;

  /**
   * @param controller its name in the labels
   * @param concurrency how many passes may run at a time
   */
  public ReconcileMetrics(
      PrometheusRegistry registry, String controller, int concurrency, LongSupplier nanoTime) {
    this.controller = controller;
    this.nanoTime = nanoTime;
    results =
        Counter.builder()
            .withoutExemplars()
            .name("controller_runtime_reconcile_total")
            .help("Passes over a RayCluster, by result.")
            .labelNames("controller", "result")
            .register(registry);
    errors =
        Counter.builder()
            .withoutExemplars()
            .name("controller_runtime_reconcile_errors_total")
            .help("Passes over a RayCluster that failed.")
            .labelNames("controller")
            .register(registry);
    passTime =
        Histogram.builder()
            .withoutExemplars()
            .name("controller_runtime_reconcile_time_seconds")
            .help("How long a pass takes.")
            .unit(Unit.SECONDS)
            .classicUpperBounds(PASS_BUCKETS)
            .classicOnly()
            .labelNames("controller")
            .register(registry);
    adds =
        Counter.builder()
            .withoutExemplars()
            .name("workqueue_adds_total")
            .help("How often a RayCluster was queued.")
            .labelNames("controller", "name")
            .register(registry);
    retries =
        Counter.builder()
            .withoutExemplars()
            .name("workqueue_retries_total")
            .help("How often a RayCluster was queued after a failure.")
            .labelNames("controller", "name")
            .register(registry);
    queueTime = queueHistogram("workqueue_queue_duration_seconds", "How long one waits.", registry);
    workTime = queueHistogram("workqueue_work_duration_seconds", "How long one takes.", registry);
    gauge("controller_runtime_max_concurrent_reconciles", "Passes that may run at a time.")
        .labelNames("controller")
        .callback(value -> value.call(concurrency, controller))
        .register(registry);
    gauge("controller_runtime_active_workers", "Passes that run.")
        .labelNames("controller")
        .callback(value -> value.call(runningSince.size(), controller))
        .register(registry);
    gauge("workqueue_depth", "RayClusters that wait for a pass.")
        .labelNames("controller", "name")
        .callback(value -> value.call(waitingSince.size(), controller, controller))
        .register(registry);
    gauge("workqueue_unfinished_work_seconds", "Ages of the running passes, together.")
        .labelNames("controller", "name")
        .callback(value -> value.call(ages().sum(), controller, controller))
        .register(registry);
    gauge("workqueue_longest_running_processor_seconds", "Age of the oldest running pass.")
        .labelNames("controller", "name")
        .callback(value -> value.call(ages().max().orElse(0), controller, controller))
        .register(registry);
    // Alerts on a rate need the series before the first event.
    results.initLabelValues(controller, "success");
    results.initLabelValues(controller, "error");
    errors.initLabelValues(controller);
    adds.initLabelValues(controller, controller);
    retries.initLabelValues(controller, controller);
  }

  private static GaugeWithCallback.Builder gauge(String name, String help) {
    return GaugeWithCallback.builder().name(name).help(help);
  }

  private static Histogram queueHistogram(String name, String help, PrometheusRegistry registry) {
    return Histogram.builder()
        .withoutExemplars()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .classicUpperBounds(QUEUE_BUCKETS)
        .classicOnly()
        .labelNames("controller", "name")
        .register(registry);
  }

  /** How long each running pass has run, in seconds. */
  private DoubleStream ages() {
    return runningSince.values().stream().mapToDouble(this::secondsSince);
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata cluster, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    adds.labelValues(controller, controller).inc();
    if (retry != null && retry.getAttemptCount() > 0) {
      retries.labelValues(controller, controller).inc();
    }
    waitingSince.put(ResourceID.fromResource(cluster), nanoTime.getAsLong());
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata cluster, Map<String, Object> metadata) {
    ResourceID id = ResourceID.fromResource(cluster);
    Long since = waitingSince.remove(id);
    if (since != null) {
      queueTime.labelValues(controller, controller).observe(secondsSince(since));
    }
    runningSince.put(id, nanoTime.getAsLong());
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata cluster, Map<String, Object> metadata) {
    Long since = runningSince.remove(ResourceID.fromResource(cluster));
    if (since != null) {
      double seconds = secondsSince(since);
      workTime.labelValues(controller, controller).observe(seconds);
      passTime.labelValues(controller).observe(seconds);
    }
  }

  @Override
  public void finishedReconciliation(HasMetadata cluster, Map<String, Object> metadata) {
    results.labelValues(controller, "success").inc();
  }

  @Override
  public void failedReconciliation(
      HasMetadata cluster, Exception failure, Map<String, Object> metadata) {
    results.labelValues(controller, "error").inc();
    errors.labelValues(controller).inc();
  }

  @Override
  public void cleanupDoneFor(ResourceID cluster, Map<String, Object> metadata) {
    waitingSince.remove(cluster);
  }

  private double secondsSince(long nanos) {
    return (nanoTime.getAsLong() - nanos) / 1e9;
  }
}

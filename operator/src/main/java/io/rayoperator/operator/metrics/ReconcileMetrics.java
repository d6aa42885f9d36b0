package io.rayoperator.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Passes and the queue before them, under the names of the Go operators' library, which dashboards
 * and alerts know (KubeRay contract §14): {@code controller_runtime_*} and {@code workqueue_*},
 * with the name of a controller as label.
 *
 * <p>A pass ends as {@code success} or {@code error}; the library's {@code requeue} and {@code
 * requeue_after} do not occur: that a cluster is looked at again later is no result here.
 */
public final class ReconcileMetrics {

  private static final double[] PASS_BUCKETS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9,
    1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60
  };

  private static final double[] QUEUE_BUCKETS = {
    1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000
  };

  private final LongSupplier nanoTime;
  private final Map<String, ControllerMetrics> controllers = new ConcurrentHashMap<>();

  final Counter results;
  final Counter errors;
  final Histogram passTime;
  final Counter adds;
  final Counter retries;
  final Histogram queueTime;
  final Histogram workTime;

  /** Registers the families, as yet without any controller. */
  public ReconcileMetrics(PrometheusRegistry registry, LongSupplier nanoTime) {
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
    workers(
        "controller_runtime_max_concurrent_reconciles",
        "Passes that may run at a time.",
        ControllerMetrics::concurrency,
        registry);
    workers(
        "controller_runtime_active_workers",
        "Passes that run.",
        ControllerMetrics::running,
        registry);
    queue(
        "workqueue_depth",
        "RayClusters that wait for a pass.",
        ControllerMetrics::waiting,
        registry);
    queue(
        "workqueue_unfinished_work_seconds",
        "Ages of the running passes, together.",
        controller -> controller.ages().sum(),
        registry);
    queue(
        "workqueue_longest_running_processor_seconds",
        "Age of the oldest running pass.",
        controller -> controller.ages().max().orElse(0),
        registry);
  }

  private void workers(
      String name,
      String help,
      ToDoubleFunction<ControllerMetrics> value,
      PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("controller")
        .callback(
            gauge ->
                controllers.forEach(
                    (controller, metrics) -> gauge.call(value.applyAsDouble(metrics), controller)))
        .register(registry);
  }

  private void queue(
      String name,
      String help,
      ToDoubleFunction<ControllerMetrics> value,
      PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("controller", "name")
        .callback(
            gauge ->
                controllers.forEach(
                    (controller, metrics) ->
                        gauge.call(value.applyAsDouble(metrics), controller, controller)))
        .register(registry);
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

  /**
   * Counts for a controller that starts; one of the same name that ran before is forgotten.
   *
   * @param controller its name in the labels
   * @param concurrency how many passes may run at a time
   */
  public Metrics start(String controller, int concurrency) {
    ControllerMetrics metrics = new ControllerMetrics(this, controller, concurrency, nanoTime);
    controllers.put(controller, metrics);
    return metrics;
  }
}

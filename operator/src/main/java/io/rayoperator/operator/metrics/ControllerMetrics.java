package io.rayoperator.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What {@link ReconcileMetrics} are told of one controller. */
final class ControllerMetrics implements Metrics {

  private final ReconcileMetrics families;
  private final String controller;
  private final int concurrency;
  private final LongSupplier nanoTime;
  private final Map<ResourceID, Long> waitingSince = new ConcurrentHashMap<>();
  private final Map<ResourceID, Long> runningSince = new ConcurrentHashMap<>();

  ControllerMetrics(
      ReconcileMetrics families, String controller, int concurrency, LongSupplier nanoTime) {
    this.families = families;
    this.controller = controller;
    this.concurrency = concurrency;
    this.nanoTime = nanoTime;
    // Alerts on a rate need the series before the first event.
    families.results.initLabelValues(controller, "success");
    families.results.initLabelValues(controller, "error");
    families.errors.initLabelValues(controller);
    families.adds.initLabelValues(controller, controller);
    families.retries.initLabelValues(controller, controller);
  }

  int concurrency() {
    return concurrency;
  }

  int waiting() {
    return waitingSince.size();
  }

  int running() {
    return runningSince.size();
  }

  /** How long each running pass has run, in seconds. */
  DoubleStream ages() {
    return runningSince.values().stream().mapToDouble(this::secondsSince);
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata cluster, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    families.adds.labelValues(controller, controller).inc();
    if (retry != null && retry.getAttemptCount() > 0) {
      families.retries.labelValues(controller, controller).inc();
    }
    waitingSince.put(ResourceID.fromResource(cluster), nanoTime.getAsLong());
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata cluster, Map<String, Object> metadata) {
    ResourceID id = ResourceID.fromResource(cluster);
    Long since = waitingSince.remove(id);
    if (since != null) {
      families.queueTime.labelValues(controller, controller).observe(secondsSince(since));
    }
    runningSince.put(id, nanoTime.getAsLong());
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata cluster, Map<String, Object> metadata) {
    Long since = runningSince.remove(ResourceID.fromResource(cluster));
    if (since != null) {
      double seconds = secondsSince(since);
      families.workTime.labelValues(controller, controller).observe(seconds);
      families.passTime.labelValues(controller).observe(seconds);
    }
  }

  @Override
  public void finishedReconciliation(HasMetadata cluster, Map<String, Object> metadata) {
    families.results.labelValues(controller, "success").inc();
  }

  @Override
  public void failedReconciliation(
      HasMetadata cluster, Exception failure, Map<String, Object> metadata) {
    families.results.labelValues(controller, "error").inc();
    families.errors.labelValues(controller).inc();
  }

  @Override
  public void cleanupDoneFor(ResourceID cluster, Map<String, Object> metadata) {
    waitingSince.remove(cluster);
  }

  private double secondsSince(long nanos) {
    return (nanoTime.getAsLong() - nanos) / 1e9;
  }
}

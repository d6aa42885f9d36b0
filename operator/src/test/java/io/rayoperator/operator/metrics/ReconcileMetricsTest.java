package io.rayoperator.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** KubeRay contract §14: the names that dashboards of Go operators know. */
class ReconcileMetricsTest {

  private static final String QUEUE = "{controller=\"raycluster\",name=\"raycluster\"}";

  private final AtomicLong nanos = new AtomicLong(1);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ReconcileMetrics families = new ReconcileMetrics(registry, nanos::get);
  private final Metrics metrics = families.start("raycluster", 10);
  private final ConfigMap cluster =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withName("c")
          .withNamespace("n")
          .endMetadata()
          .build();

  @Test
  void seriesAreThereBeforeAnythingHappens() throws IOException {
    assertThat(scrape())
        .contains(
            "controller_runtime_reconcile_total{controller=\"raycluster\",result=\"error\"} 0.0",
            "controller_runtime_reconcile_total{controller=\"raycluster\",result=\"success\"} 0.0",
            "controller_runtime_reconcile_errors_total{controller=\"raycluster\"} 0.0",
            "controller_runtime_max_concurrent_reconciles{controller=\"raycluster\"} 10.0",
            "controller_runtime_active_workers{controller=\"raycluster\"} 0.0",
            "workqueue_depth" + QUEUE + " 0.0",
            "workqueue_adds_total" + QUEUE + " 0.0",
            "workqueue_retries_total" + QUEUE + " 0.0");
  }

  @Test
  void aPassIsCountedFromTheQueueToItsEnd() throws IOException {
    metrics.reconcileCustomResource(cluster, null, Map.of());
    assertThat(scrape()).contains("workqueue_depth" + QUEUE + " 1.0");

    pass(Duration.ofSeconds(2));
    metrics.reconciliationExecutionStarted(cluster, Map.of());
    pass(Duration.ofSeconds(3));
    assertThat(scrape())
        .contains(
            "workqueue_depth" + QUEUE + " 0.0",
            "workqueue_queue_duration_seconds_sum" + QUEUE + " 2.0",
            "controller_runtime_active_workers{controller=\"raycluster\"} 1.0",
            "workqueue_unfinished_work_seconds" + QUEUE + " 3.0",
            "workqueue_longest_running_processor_seconds" + QUEUE + " 3.0");

    metrics.finishedReconciliation(cluster, Map.of());
    metrics.reconciliationExecutionFinished(cluster, Map.of());
    assertThat(scrape())
        .contains(
            "controller_runtime_reconcile_total{controller=\"raycluster\",result=\"success\"} 1.0",
            "controller_runtime_reconcile_time_seconds_sum{controller=\"raycluster\"} 3.0",
            "controller_runtime_reconcile_time_seconds_bucket{controller=\"raycluster\",le=\"2.5\"} 0",
            "controller_runtime_reconcile_time_seconds_bucket{controller=\"raycluster\",le=\"3.0\"} 1",
            "workqueue_work_duration_seconds_sum" + QUEUE + " 3.0",
            "workqueue_unfinished_work_seconds" + QUEUE + " 0.0",
            "controller_runtime_active_workers{controller=\"raycluster\"} 0.0");
  }

  @Test
  void aFailureIsAnErrorAndThenARetry() throws IOException {
    metrics.reconcileCustomResource(cluster, null, Map.of());
    metrics.reconciliationExecutionStarted(cluster, Map.of());
    metrics.failedReconciliation(cluster, new IOException("no"), Map.of());
    metrics.reconciliationExecutionFinished(cluster, Map.of());
    metrics.reconcileCustomResource(cluster, secondAttempt(), Map.of());
    assertThat(scrape())
        .contains(
            "controller_runtime_reconcile_total{controller=\"raycluster\",result=\"error\"} 1.0",
            "controller_runtime_reconcile_errors_total{controller=\"raycluster\"} 1.0",
            "workqueue_adds_total" + QUEUE + " 2.0",
            "workqueue_retries_total" + QUEUE + " 1.0");
  }

  @Test
  void aControllerThatStartsAgainHasNothingWaitingOfBefore() throws IOException {
    metrics.reconcileCustomResource(cluster, null, Map.of());
    Metrics other = families.start("other", 2);
    other.reconcileCustomResource(cluster, null, Map.of());

    var _ = families.start("other", 2);

    assertThat(scrape())
        .contains(
            "workqueue_depth" + QUEUE + " 1.0",
            "workqueue_depth{controller=\"other\",name=\"other\"} 0.0",
            "workqueue_adds_total{controller=\"other\",name=\"other\"} 1.0",
            "controller_runtime_max_concurrent_reconciles{controller=\"other\"} 2.0");
  }

  private static RetryInfo secondAttempt() {
    return new RetryInfo() {
      @Override
      public int getAttemptCount() {
        return 1;
      }

      @Override
      public boolean isLastAttempt() {
        return false;
      }
    };
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private List<String> scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

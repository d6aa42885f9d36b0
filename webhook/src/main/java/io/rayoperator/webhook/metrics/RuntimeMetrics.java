package io.rayoperator.webhook.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The process itself: {@code process_*} and {@code jvm_*}, as the operator has them, too. */
public final class RuntimeMetrics {

  private RuntimeMetrics() {}

  /** Adds the metrics to a registry. */
  public static void register(PrometheusMeterRegistry meters) {
    PrometheusRegistry registry = meters.getPrometheusRegistry();
    ProcessMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
  }
}

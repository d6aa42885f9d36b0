package io.rayoperator.operator.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.rayoperator.operator.config.OperatorConfig;
import java.util.function.BooleanSupplier;

/**
 * The process itself: {@code process_*} as every exporter has them, {@code jvm_*}, and {@code
 * leader_election_master_status} (KubeRay contract §14).
 */
public final class RuntimeMetrics {

  private RuntimeMetrics() {}

  /**
   * Adds the metrics to a registry.
   *
   * @param leading whether this operator is the one that acts
   */
  public static void register(
      PrometheusRegistry registry, OperatorConfig config, BooleanSupplier leading) {
    ProcessMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    GaugeWithCallback.builder()
        .name("leader_election_master_status")
        .help("1 if this operator is the one that acts, 0 if it stands by.")
        .labelNames("name")
        .callback(
            value ->
                value.call(leading.getAsBoolean() ? 1 : 0, config.leaderElection().leaseName()))
        .register(registry);
  }
}

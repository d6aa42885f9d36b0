package io.rayoperator.operator.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.rayoperator.operator.kubernetes.RequestObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server, under the names of the Go client (KubeRay contract §14): {@code
 * rest_client_requests_total}, {@code rest_client_request_duration_seconds}, {@code
 * rest_client_rate_limiter_duration_seconds}. The Go client's sizes and DNS times are not known
 * here.
 */
public final class RequestMetrics implements RequestObserver {

  private static final double[] BUCKETS = {0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60};

  /** What the Go client says when there was no answer. */
  private static final String NO_ANSWER = "<error>";

  private final Counter requests;
  private final Histogram duration;
  private final Histogram limiter;

  public RequestMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .withoutExemplars()
            .name("rest_client_requests_total")
            .help("Requests to the API server, by method, host and code of the answer.")
            .labelNames("code", "host", "method")
            .register(registry);
    duration =
        histogram(
            "rest_client_request_duration_seconds",
            "How long the API server takes until it begins to answer.",
            registry);
    limiter =
        histogram(
            "rest_client_rate_limiter_duration_seconds",
            "How long a request waits, because of --qps and --burst.",
            registry);
  }

  private static Histogram histogram(String name, String help, PrometheusRegistry registry) {
    return Histogram.builder()
        .withoutExemplars()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .classicUpperBounds(BUCKETS)
        .classicOnly()
        .labelNames("verb", "host")
        .register(registry);
  }

  @Override
  public void waited(String method, String host, Duration time) {
    limiter.labelValues(method, host).observe(seconds(time));
  }

  @Override
  public void answered(String method, String host, int code, @Nullable Duration time) {
    requests.labelValues(String.valueOf(code), host, method).inc();
    if (time != null) {
      duration.labelValues(method, host).observe(seconds(time));
    }
  }

  @Override
  public void unanswered(String method, String host) {
    requests.labelValues(NO_ANSWER, host, method).inc();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

package io.rayoperator.benchmarks.scale.result;

import io.rayoperator.benchmarks.Latencies;
import java.time.Duration;
import java.util.Collection;

/** Seconds that half, nine in ten, 99 in a hundred, and all did not exceed. */
public record Percentiles(double p50, double p90, double p99, double max) {

  public static Percentiles of(Collection<Duration> times) {
    Latencies latencies = Latencies.of(times);
    return new Percentiles(
        seconds(latencies, 0.5),
        seconds(latencies, 0.9),
        seconds(latencies, 0.99),
        seconds(latencies, 1));
  }

  private static double seconds(Latencies latencies, double share) {
    return latencies.millis(share) / 1000;
  }
}

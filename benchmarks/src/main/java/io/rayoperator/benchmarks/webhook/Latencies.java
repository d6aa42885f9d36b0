package io.rayoperator.benchmarks.webhook;

import java.time.Duration;
import java.util.Arrays;

/** Times of many requests. */
final class Latencies {

  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  static Latencies of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** The time that this share of the requests did not exceed. */
  double millis(double share) {
    int index = (int) Math.ceil(share * sortedNanos.length) - 1;
    return Duration.ofNanos(sortedNanos[Math.max(0, index)]).toNanos() / 1e6;
  }
}

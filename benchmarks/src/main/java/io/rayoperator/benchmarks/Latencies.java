package io.rayoperator.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Times of many requests. */
public final class Latencies {

  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  public static Latencies of(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nothing was timed");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  public static Latencies of(Collection<Duration> times) {
    return of(times.stream().mapToLong(Duration::toNanos).toArray());
  }

  /**
   * The time that this share of the requests did not exceed: that of a real one (nearest rank).
   *
   * @param share from 0 to 1
   */
  public double millis(double share) {
    int index = (int) Math.ceil(share * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / 1e6;
  }
}

package io.rayoperator.webhook.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Bounds of histograms. */
final class Buckets {

  /** From a small review to the API server's patience. */
  static final Duration[] OF_REVIEWS =
      LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Buckets() {}
}

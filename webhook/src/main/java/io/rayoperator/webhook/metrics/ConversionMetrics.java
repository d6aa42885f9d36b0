package io.rayoperator.webhook.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rayoperator.conversion.ApiVersion;
import java.io.IOException;

/** Conversions by version and result. */
public final class ConversionMetrics {

  private final MeterRegistry registry;

  public ConversionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  public void converted(ApiVersion from, ApiVersion to) {
    count(from, to, "success");
  }

  public void failed(ApiVersion from, ApiVersion to) {
    count(from, to, "failure");
  }

  private void count(ApiVersion from, ApiVersion to, String result) {
    Counter.builder("ray.operator.webhook.conversions")
        .description("Objects by the versions between which they were converted")
        .tags("from", from.version(), "to", to.version(), "result", result)
        .register(registry)
        .increment();
  }

  /** The work for one review. */
  @FunctionalInterface
  public interface Conversion {
    byte[] run() throws IOException;
  }

  /** Runs and times the conversion of all objects of one review. */
  public byte[] timed(ApiVersion to, Conversion conversion) throws IOException {
    Timer.Sample sample = Timer.start(registry);
    try {
      return conversion.run();
    } finally {
      sample.stop(
          Timer.builder("ray.operator.webhook.conversion.review")
              .description(
                  "Time to answer one ConversionReview, whatever the number of its objects")
              .tag("to", to.version())
              .serviceLevelObjectives(Buckets.OF_REVIEWS)
              .register(registry));
    }
  }
}

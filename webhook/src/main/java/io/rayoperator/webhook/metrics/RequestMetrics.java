package io.rayoperator.webhook.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts requests that had to wait until there was memory for their bodies. */
public final class RequestMetrics {

  private final Counter waited;
  private final Counter givenUp;

  public RequestMetrics(MeterRegistry registry) {
    waited =
        Counter.builder("ray.operator.webhook.requests.waited")
            .description("Requests whose bodies had to wait for memory")
            .register(registry);
    givenUp =
        Counter.builder("ray.operator.webhook.requests.given.up")
            .description("Requests that were ended because they took too long and others waited")
            .register(registry);
  }

  public void waited() {
    waited.increment();
  }

  public void givenUp() {
    givenUp.increment();
  }
}

package io.rayoperator.webhook.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Age and reloads of the serving certificate. */
public final class CertificateMetrics {

  private final AtomicLong notAfterEpochSecond = new AtomicLong();
  private final Counter loaded;
  private final Counter failed;

  public CertificateMetrics(MeterRegistry registry) {
    Gauge.builder(
            "ray.operator.webhook.certificate.not.after.seconds",
            notAfterEpochSecond,
            AtomicLong::doubleValue)
        .description(
            "When the serving certificate expires, in seconds since 1970; 0 while there is none")
        .register(registry);
    loaded = reloads(registry, "success");
    failed = reloads(registry, "failure");
  }

  /** For certificates other than the one that the API server calls. */
  public static CertificateMetrics uncounted() {
    return new CertificateMetrics(new SimpleMeterRegistry());
  }

  private static Counter reloads(MeterRegistry registry, String result) {
    return Counter.builder("ray.operator.webhook.certificate.reloads")
        .description("New serving certificates that were taken or refused")
        .tag("result", result)
        .register(registry);
  }

  public void loaded(Instant notAfter) {
    notAfterEpochSecond.set(notAfter.getEpochSecond());
    loaded.increment();
  }

  public void failed() {
    failed.increment();
  }
}

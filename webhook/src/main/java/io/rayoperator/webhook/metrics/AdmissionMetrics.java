package io.rayoperator.webhook.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rayoperator.api.v1.validation.Violation;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Admissions by webhook, operation, version and result; violations by rule; writes by namespace,
 * version and layout.
 */
public final class AdmissionMetrics {

  /** More would be no help to anybody, and cost memory here and in Prometheus. */
  static final int MAX_NAMESPACES = 500;

  static final String OTHER_NAMESPACES = "(others)";

  private final MeterRegistry registry;
  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

  public AdmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts an answer.
   *
   * @param operation one of a few
   * @param version of the user's object
   * @param result one of a few
   */
  public void reviewed(String webhook, String operation, String version, String result) {
    Counter.builder("ray.operator.webhook.admissions")
        .description("Answers to admission reviews")
        .tags(
            "webhook",
            webhook,
            "operation",
            operation,
            "version",
            version,
            "result",
            result.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** Counts a violation, whether it refuses the object or not. */
  public void violated(Violation violation) {
    Counter.builder("ray.operator.webhook.violations")
        .description("Violations of validation rules that were found, errors and warnings")
        .tag("rule", violation.rule().id())
        .register(registry)
        .increment();
  }

  /**
   * Counts a write that was let through, so that a platform team knows who writes old versions and
   * layouts. Namespaces after the first 500 are counted together.
   */
  public void written(String namespace, String version, String layout) {
    Counter.builder("ray.operator.webhook.writes")
        .description("Creations and updates that were let through, by version and layout")
        .tags("namespace", bounded(namespace), "version", version, "layout", layout)
        .register(registry)
        .increment();
  }

  private String bounded(String namespace) {
    boolean isKnown =
        namespaces.contains(namespace)
            || (namespaces.size() < MAX_NAMESPACES && namespaces.add(namespace));
    return isKnown ? namespace : OTHER_NAMESPACES;
  }

  /** Runs and times the work for one review. */
  public <T> T timed(String webhook, Supplier<T> work) {
    Timer.Sample sample = Timer.start(registry);
    try {
      return work.get();
    } finally {
      sample.stop(
          Timer.builder("ray.operator.webhook.admission.review")
              .description("Time to decide on one admission review")
              .tag("webhook", webhook)
              .serviceLevelObjectives(Buckets.OF_REVIEWS)
              .register(registry));
    }
  }
}

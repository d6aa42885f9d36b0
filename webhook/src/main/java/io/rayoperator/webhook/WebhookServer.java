package io.rayoperator.webhook;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.admission.AdmissionReviewHandler;
import io.rayoperator.webhook.conversion.ConversionReviewHandler;
import io.rayoperator.webhook.health.ConversionSelfTest;
import io.rayoperator.webhook.health.HealthServer;
import io.rayoperator.webhook.health.Readiness;
import io.rayoperator.webhook.http.BodyBudget;
import io.rayoperator.webhook.http.Reviews;
import io.rayoperator.webhook.metrics.AdmissionMetrics;
import io.rayoperator.webhook.metrics.CertificateMetrics;
import io.rayoperator.webhook.metrics.ConversionMetrics;
import io.rayoperator.webhook.metrics.RequestMetrics;
import io.rayoperator.webhook.metrics.RuntimeMetrics;
import io.rayoperator.webhook.review.ParallelReviews;
import io.rayoperator.webhook.review.ReviewHandler;
import io.rayoperator.webhook.tls.CertificateReloader;
import io.rayoperator.webhook.tls.CertificateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running webhook server: {@code /convert}, {@code /mutate} and {@code /validate} over TLS,
 * health and metrics beside it. Any number of them can run in one process.
 *
 * <p>It starts without a certificate, too: it is alive then, and becomes ready when the certificate
 * arrives.
 */
public final class WebhookServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);

  private final WebhookServerConfig config;
  private final CertificateReloader reloader;
  private final Readiness readiness;
  private final TlsListener listener;
  private final HealthServer health;
  private final PrometheusMeterRegistry registry;
  private volatile boolean listening;
  private volatile boolean stopping;

  private WebhookServer(WebhookServerConfig config) throws IOException {
    this.config = config;
    RayClusterConverter converter = RayClusterConverter.create();
    @Nullable String selfTest = ConversionSelfTest.run(converter);
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RuntimeMetrics.register(registry);
    CertificateStore certificates = new CertificateStore();
    reloader =
        new CertificateReloader(
            config.certificates(),
            certificates,
            new CertificateMetrics(registry),
            Clock.systemUTC());
    readiness =
        new Readiness(
            List.of(
                () -> stopping ? "the server is stopping" : null,
                () -> selfTest,
                () -> listening ? null : "the server does not listen yet",
                () ->
                    certificates.current() == null
                        ? "no serving certificate: " + reloader.problem()
                        : null));
    health =
        HealthServer.start(
            new InetSocketAddress(config.address().host(), config.address().healthPort()),
            readiness,
            config.metricsOnHealthPort() ? registry::scrape : null);
    try {
      reloader.start(config.certificateRefresh());
      listener =
          TlsListener.start(
              config,
              certificates,
              reviews(config, converter, registry),
              bodies(config.limits(), registry));
      listening = true;
    } catch (RuntimeException | Error e) {
      reloader.close();
      health.close();
      throw e;
    }
    LOG.info("Webhooks on port {}, health on port {}", port(), healthPort());
  }

  /**
   * Starts a server and returns when it listens; it may not be {@link #isReady ready} then.
   *
   * @throws UncheckedIOException if a port cannot be had
   */
  public static WebhookServer start(WebhookServerConfig config) {
    try {
      return new WebhookServer(config);
    } catch (IOException e) {
      throw new UncheckedIOException("The webhook server cannot listen at " + config.address(), e);
    }
  }

  private static Reviews reviews(
      WebhookServerConfig config, RayClusterConverter converter, PrometheusMeterRegistry registry) {
    ReviewHandler convert =
        new ConversionReviewHandler(converter::convert, new ConversionMetrics(registry));
    AdmissionMetrics admissions = new AdmissionMetrics(registry);
    WebhookServerConfig.Limits limits = config.limits();
    ParallelReviews parallel = new ParallelReviews(limits.parallelReviews());
    return new Reviews(
        parallel.limit(convert),
        parallel.limit(AdmissionReviewHandler.mutating(converter, admissions)),
        parallel.limit(AdmissionReviewHandler.validating(converter, admissions)),
        limits.conversionBytes(),
        limits.admissionBytes());
  }

  private static BodyBudget bodies(
      WebhookServerConfig.Limits limits, PrometheusMeterRegistry registry) {
    return new BodyBudget(
        limits.allBytes(),
        limits.longestRequest(),
        Clock.systemUTC(),
        new RequestMetrics(registry));
  }

  /** Port of the TLS listener. */
  public int port() {
    return listener.port();
  }

  /** The metrics of this moment, in Prometheus' text format. */
  public String metrics() {
    return registry.scrape();
  }

  /** Port of the plain listener for health. */
  public int healthPort() {
    return health.port();
  }

  /** Whether the API server may be sent here: what {@code /readyz} says. */
  public boolean isReady() {
    return notReadyBecause() == null;
  }

  /** Returns what keeps the server from being ready, or null. */
  public @Nullable String notReadyBecause() {
    return readiness.missing();
  }

  /** How many requests are being read, worked on or answered. */
  int runningRequests() {
    return listener.runningRequests();
  }

  /**
   * Says "not ready", waits until that is known, finishes what runs, and ends. Takes as long as the
   * config allows.
   */
  @Override
  public void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    listener.sendClientsAway();
    try {
      Thread.sleep(config.shutdown().preStopDelay());
      listener.stop(config.shutdown().drainTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reloader.close();
      health.close();
    }
    LOG.info("The webhook server has stopped");
  }
}

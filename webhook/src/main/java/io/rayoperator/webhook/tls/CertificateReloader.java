package io.rayoperator.webhook.tls;

import io.rayoperator.webhook.metrics.CertificateMetrics;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link CertificateStore} up to date with a {@link CertificateSource}.
 *
 * <p>What cannot be read, does not match, has expired or is not valid yet never replaces a
 * certificate that works: it is logged once, counted, and looked at again in the next round.
 */
public final class CertificateReloader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateReloader.class);

  private final CertificateSource source;
  private final CertificateStore store;
  private final CertificateMetrics metrics;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;

  private @Nullable KeyPairPem inUse;
  private volatile @Nullable String problem;

  public CertificateReloader(
      CertificateSource source, CertificateStore store, CertificateMetrics metrics, Clock clock) {
    this.source = source;
    this.store = store;
    this.metrics = metrics;
    this.clock = clock;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().name("certificate-reloader").daemon().unstarted(task));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.scheduler = executor;
  }

  /**
   * Looks now, and then in this interval. Returns when the first look is over, whatever it found.
   */
  public void start(Duration interval) {
    reload();
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::reload, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns why the latest look brought no certificate, or null if all is well. */
  public @Nullable String problem() {
    return problem;
  }

  synchronized void reload() {
    try {
      KeyPairPem found = source.read();
      if (!found.equals(inUse)) {
        ServingCertificate certificate = ServingCertificate.parse(found);
        requireValid(certificate, clock.instant());
        store.use(certificate);
        inUse = found;
        metrics.loaded(certificate.notAfter());
        LOG.info(
            "Serving with the certificate of {}, valid until {}",
            names(certificate),
            certificate.notAfter());
      }
      problem = null;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      failed(e);
    }
  }

  private static void requireValid(ServingCertificate certificate, Instant now)
      throws GeneralSecurityException {
    if (now.isAfter(certificate.notAfter())) {
      throw new GeneralSecurityException("the certificate expired at " + certificate.notAfter());
    }
    if (now.isBefore(certificate.notBefore())) {
      throw new GeneralSecurityException(
          "the certificate is not valid before " + certificate.notBefore());
    }
  }

  private static Object names(ServingCertificate certificate) throws GeneralSecurityException {
    Object alternatives = certificate.leaf().getSubjectAlternativeNames();
    return alternatives != null ? alternatives : certificate.leaf().getSubjectX500Principal();
  }

  private void failed(Exception failure) {
    metrics.failed();
    String message = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (!message.equals(problem)) {
      LOG.error(
          inUse == null
              ? "There is no serving certificate yet: {}"
              : "The serving certificate stays as it is: {}",
          message,
          failure);
    }
    problem = message;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

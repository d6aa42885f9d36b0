package io.rayoperator.webhook;

import io.rayoperator.webhook.tls.CertificateSource;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook server runs. {@link #serving} has the values of production; the {@code with…}
 * methods change a copy.
 *
 * @param certificates where the serving certificate comes from
 * @param certificateRefresh how often to look for a new certificate
 * @param clientCa PEM file with the certificates that clients must be signed by, or null to accept
 *     every client
 * @param metricsOnHealthPort whether everybody can read the metrics beside the probes
 */
public record WebhookServerConfig(
    Address address,
    CertificateSource certificates,
    Duration certificateRefresh,
    @Nullable Path clientCa,
    Limits limits,
    Shutdown shutdown,
    boolean metricsOnHealthPort) {

  /**
   * Where the server listens. Port 0 takes a free one.
   *
   * @param host name or IP address of the interface; {@code 0.0.0.0} for all
   * @param port of the TLS listener
   * @param healthPort of the plain listener for health and metrics
   */
  public record Address(String host, int port, int healthPort) {

    /** All interfaces, TLS on 9443, health on 8081. */
    public static final Address PRODUCTION = new Address("0.0.0.0", 9443, 8081);

    /** The loopback interface and free ports: for tests and local use. */
    public static final Address LOCAL = new Address("127.0.0.1", 0, 0);
  }

  /**
   * What is read and worked on at most, so that no client can fill the memory.
   *
   * @param conversionBytes body of a conversion review; a whole list can be one review
   * @param admissionBytes body of an admission review, which holds an object and its predecessor
   * @param allBytes bodies of all requests together, from their beginning to their answer; others
   *     wait
   * @param longestRequest how long a request may hold its room when others wait
   * @param parallelReviews how many reviews are worked on at the same time; others wait
   */
  public record Limits(
      int conversionBytes,
      int admissionBytes,
      long allBytes,
      Duration longestRequest,
      int parallelReviews) {

    private static final int MIB = 1 << 20;

    /** Bodies are a fraction of the heap: there are copies of them, trees and answers, too. */
    private static final int HEAP_PER_BODIES = 16;

    /** Longer than the API server waits for an answer. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    /** What the largest tree takes that is read, about. */
    private static final long HEAP_PER_REVIEW = 64L * MIB;

    /**
     * Returns the limits for a heap. All are far above what the API server sends: an object and its
     * predecessor have 3 MiB each, and objects of a list are converted one by one.
     */
    public static Limits of(long heapBytes, int processors) {
      long bodies = heapBytes / HEAP_PER_BODIES;
      return new Limits(
          (int) Math.min(bodies, 100 * MIB),
          (int) Math.min(bodies, 16 * MIB),
          bodies,
          LONGEST_REQUEST,
          Math.clamp(heapBytes / HEAP_PER_REVIEW, 1, processors));
    }
  }

  /**
   * How the server stops.
   *
   * @param preStopDelay time between "not ready" and the end of the listener, for the news to reach
   *     the API server
   * @param drainTimeout longest wait for running requests after that
   */
  public record Shutdown(Duration preStopDelay, Duration drainTimeout) {

    /**
     * Five seconds for the endpoints to change, ten to drain: together below the usual 30 seconds
     * of a pod.
     */
    public static final Shutdown GRACEFUL =
        new Shutdown(Duration.ofSeconds(5), Duration.ofSeconds(10));

    /** For tests and local use, where nobody balances load. */
    public static final Shutdown PROMPT = new Shutdown(Duration.ZERO, Duration.ofSeconds(10));
  }

  /** A server as it runs in a pod. */
  public static WebhookServerConfig serving(CertificateSource certificates) {
    return new WebhookServerConfig(
        Address.PRODUCTION,
        certificates,
        Duration.ofSeconds(10),
        null,
        Limits.of(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors()),
        Shutdown.GRACEFUL,
        true);
  }

  public WebhookServerConfig withAddress(Address newAddress) {
    return new WebhookServerConfig(
        newAddress,
        certificates,
        certificateRefresh,
        clientCa,
        limits,
        shutdown,
        metricsOnHealthPort);
  }

  public WebhookServerConfig withCertificateRefresh(Duration interval) {
    return new WebhookServerConfig(
        address, certificates, interval, clientCa, limits, shutdown, metricsOnHealthPort);
  }

  public WebhookServerConfig withClientCa(@Nullable Path file) {
    return new WebhookServerConfig(
        address, certificates, certificateRefresh, file, limits, shutdown, metricsOnHealthPort);
  }

  public WebhookServerConfig withLimits(Limits newLimits) {
    return new WebhookServerConfig(
        address,
        certificates,
        certificateRefresh,
        clientCa,
        newLimits,
        shutdown,
        metricsOnHealthPort);
  }

  public WebhookServerConfig withShutdown(Shutdown newShutdown) {
    return new WebhookServerConfig(
        address,
        certificates,
        certificateRefresh,
        clientCa,
        limits,
        newShutdown,
        metricsOnHealthPort);
  }

  public WebhookServerConfig withMetricsOnHealthPort(boolean served) {
    return new WebhookServerConfig(
        address, certificates, certificateRefresh, clientCa, limits, shutdown, served);
  }
}

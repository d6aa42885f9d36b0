package io.rayoperator.cli.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rayoperator.webhook.tls.ServingTls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A running {@link MetricsServer} with its certificate and its connection to the API server. */
public final class SecureMetrics implements AutoCloseable {

  /** Times and bounds; the usual ones in production. */
  record Patience(
      Duration certificateRefresh, Duration keepAllowed, Duration keepRefused, Duration review) {

    static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3));
  }

  /** Questions to the API server at a time: a scrape asks once a minute. */
  private static final int QUESTIONS = 4;

  private final KubernetesClient client;
  private final ServingTls tls;
  private final MetricsServer server;

  private SecureMetrics(KubernetesClient client, ServingTls tls, MetricsServer server) {
    this.client = client;
    this.tls = tls;
    this.server = server;
  }

  /**
   * Serves metrics to those whom the API server allows it.
   *
   * @param certificates directory with {@code tls.crt} and {@code tls.key}, which may be missing
   * @param connection where the API server is and how to log on
   * @throws java.io.UncheckedIOException if the address cannot be had
   */
  public static SecureMetrics start(
      InetSocketAddress address, Path certificates, Config connection, MetricsSource source) {
    return start(address, certificates, connection, source, Patience.USUAL);
  }

  static SecureMetrics start(
      InetSocketAddress address,
      Path certificates,
      Config connection,
      MetricsSource source,
      Patience patience) {
    KubernetesClient client = impatient(connection, patience.review());
    ServingTls tls =
        ServingTls.start(new CertificatesForMetrics(certificates), patience.certificateRefresh());
    Access access =
        new CachedAccess(
            new LimitedAccess(new KubernetesAccess(client), QUESTIONS, patience.review()),
            patience.keepAllowed(),
            patience.keepRefused(),
            System::nanoTime);
    try {
      return new SecureMetrics(
          client, tls, MetricsServer.secure(address, tls.context(), access, source));
    } catch (RuntimeException e) {
      tls.close();
      client.close();
      throw e;
    }
  }

  /** Somebody waits for the answer: what is late is of no use, nor is a second try. */
  private static KubernetesClient impatient(Config connection, Duration review) {
    int millis = Math.toIntExact(review.toMillis());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(connection)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(millis)
                .withRequestTimeout(millis)
                .build())
        .withKubernetesSerialization(reviews())
        .build();
  }

  /** The client's own would load the classes of everything that Kubernetes has: 30 MB. */
  private static KubernetesSerialization reviews() {
    KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    serialization.registerKubernetesResource(TokenReview.class);
    serialization.registerKubernetesResource(SubjectAccessReview.class);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    tls.close();
    client.close();
  }
}

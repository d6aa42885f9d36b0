package io.rayoperator.webhook;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.rayoperator.webhook.http.BodyBudget;
import io.rayoperator.webhook.http.ConnectionWindow;
import io.rayoperator.webhook.http.GoAway;
import io.rayoperator.webhook.http.InFlightRequests;
import io.rayoperator.webhook.http.LastAnswer;
import io.rayoperator.webhook.http.ListeningSocket;
import io.rayoperator.webhook.http.Reviews;
import io.rayoperator.webhook.tls.CertificateStore;
import io.rayoperator.webhook.tls.ClientCertificateProvider;
import io.rayoperator.webhook.tls.ServingCertificateProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Micronaut's server with our routes, HTTP/2 and 1.1 over TLS 1.2 and 1.3. */
final class TlsListener {

  private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

  /**
   * How long the listener must be quiet to be drained. What is on the wire is seen late on a
   * machine that is busy with the start of another server.
   */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final ApplicationContext context;
  private final NettyEmbeddedServer server;
  private final InFlightRequests inFlight;

  private TlsListener(
      ApplicationContext context, NettyEmbeddedServer server, InFlightRequests inFlight) {
    this.context = context;
    this.server = server;
    this.inFlight = inFlight;
  }

  /** Starts to listen. While there is no certificate, connections are closed before a handshake. */
  static TlsListener start(
      WebhookServerConfig config,
      CertificateStore certificates,
      Reviews reviews,
      BodyBudget bodies) {
    InFlightRequests inFlight = new InFlightRequests();
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .properties(properties(config))
            .singletons(certificates, reviews, inFlight, bodies)
            .build()
            .start();
    return new TlsListener(context, context.getBean(NettyEmbeddedServer.class).start(), inFlight);
  }

  private static Map<String, Object> properties(WebhookServerConfig config) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.host", config.address().host());
    properties.put("micronaut.server.http-version", "2.0");
    properties.put(
        "micronaut.server.netty.http2.max-concurrent-streams", ConnectionWindow.MAX_STREAMS);
    properties.put("micronaut.server.max-request-size", config.limits().conversionBytes());
    properties.put("micronaut.server.max-request-buffer-size", config.limits().conversionBytes());
    // The API server compresses nothing, and no body is to grow beyond its limit while it is read.
    properties.put("micronaut.server.netty.request-decompression-enabled", false);
    properties.put("micronaut.server.ssl.enabled", true);
    properties.put(
        "micronaut.server.ssl.port", config.address().port() == 0 ? -1 : config.address().port());
    properties.put("micronaut.server.ssl.protocols", List.of("TLSv1.3", "TLSv1.2"));
    properties.put("micronaut.server.ssl.key-name", ServingCertificateProvider.NAME);
    if (config.clientCa() != null) {
      properties.put("micronaut.server.ssl.client-authentication", "need");
      properties.put("micronaut.server.ssl.trust-name", ClientCertificateProvider.NAME);
      properties.put(ClientCertificateProvider.FILE_PROPERTY, config.clientCa().toString());
    }
    return properties;
  }

  int port() {
    return server.getPort();
  }

  int runningRequests() {
    return inFlight.count();
  }

  /**
   * Has each answer be the last one on its HTTP/1.1 connection, so that clients go to other servers
   * while there is time.
   */
  void sendClientsAway() {
    context.getBean(LastAnswer.class).announce();
  }

  /**
   * Takes no new connections, tells the clients to go, waits for running requests and closes all.
   *
   * <p>A client that keeps an idle connection open is not waited for.
   */
  void stop(Duration limit) throws InterruptedException {
    try {
      context.getBean(ListeningSocket.class).close();
      context.getBean(GoAway.class).announce();
      if (!inFlight.awaitQuiet(QUIET, limit)) {
        LOG.warn("{} requests still ran after {} and are cut off", inFlight.count(), limit);
      }
    } finally {
      context.close();
    }
  }
}

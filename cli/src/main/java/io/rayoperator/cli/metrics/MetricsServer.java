package io.rayoperator.cli.metrics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.rayoperator.cli.metrics.Access.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} and nothing else.
 *
 * <p>A slow client holds one of many threads, for as long as the process' {@link HttpLimits} let
 * it; when all are held, connections wait, and when too many wait, they are closed.
 */
public final class MetricsServer implements AutoCloseable {

  static final String PATH = "/metrics";

  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

  private static final int BACKLOG = 64;

  /** At a time. Each may take some 100 kB for TLS. */
  private static final int REQUESTS = 64;

  private static final int WAITING = 256;

  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private MetricsServer(HttpServer server, Function<Headers, Answer> gate, MetricsSource source) {
    this.server = server;
    this.threads =
        new ThreadPoolExecutor(
            REQUESTS,
            REQUESTS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("metrics-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, gate, source));
    server.start();
  }

  /**
   * Serves everybody, without TLS.
   *
   * @throws UncheckedIOException if the address cannot be had
   */
  public static MetricsServer open(InetSocketAddress address, MetricsSource source) {
    try {
      return new MetricsServer(
          HttpServer.create(address, BACKLOG), headers -> Answer.ALLOWED, source);
    } catch (IOException e) {
      throw new UncheckedIOException("Metrics cannot be served at " + address, e);
    }
  }

  /**
   * Serves those who may read, over TLS.
   *
   * @throws UncheckedIOException if the address cannot be had
   */
  static MetricsServer secure(
      InetSocketAddress address, SSLContext tls, Access access, MetricsSource source) {
    try {
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new MetricsServer(server, headers -> answer(headers, access), source);
    } catch (IOException e) {
      throw new UncheckedIOException("Metrics cannot be served at " + address, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Answer answer(Headers headers, Access access) {
    BearerToken token = BearerToken.of(headers.get("Authorization"));
    return token == null ? Answer.UNAUTHENTICATED : access.of(token);
  }

  /** Refusals end the connection, which then costs nothing any more. */
  private static void answer(
      HttpExchange exchange, Function<Headers, Answer> gate, MetricsSource source)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getRawPath().equals(PATH)) {
        refuse(exchange, 404, "not found\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        refuse(exchange, 405, "only GET\n");
      } else {
        switch (gate.apply(exchange.getRequestHeaders())) {
          case ALLOWED -> show(exchange, source);
          case UNAUTHENTICATED -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            refuse(exchange, 401, "a token that the API server knows is needed\n");
          }
          case FORBIDDEN -> refuse(exchange, 403, "the right to get /metrics is needed\n");
          case UNKNOWN -> refuse(exchange, 503, "it cannot be found out now who may read this\n");
        }
      }
    }
  }

  private static void show(HttpExchange exchange, MetricsSource source) throws IOException {
    try (MetricsSource.Metrics metrics = source.read();
        InputStream text = metrics.text()) {
      exchange.getResponseHeaders().set("Content-Type", metrics.contentType());
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        text.transferTo(out);
      }
    } catch (IOException e) {
      if (exchange.getResponseCode() >= 0) {
        throw e; // the client has the beginning, and sees that the end is missing
      }
      LOG.warn("The metrics cannot be had: {}", e.getMessage());
      refuse(exchange, 502, "the metrics cannot be had now\n");
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = why.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TEXT);
    exchange.getResponseHeaders().set("Connection", "close");
    if (exchange.getRequestMethod().equals("HEAD")) {
      // The JDK would write a warning at each that has a length: whoever asks must not fill the
      // log.
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

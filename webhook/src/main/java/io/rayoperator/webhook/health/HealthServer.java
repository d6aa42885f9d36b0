package io.rayoperator.webhook.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /livez}, {@code /readyz} and, unless they are served elsewhere, {@code /metrics} over
 * plain HTTP.
 *
 * <p>It is the JDK's server and not a second listener of Micronaut's, because it must answer before
 * the TLS listener exists (there may be no certificate yet) and while that one drains.
 */
public final class HealthServer implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor;

  private HealthServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts the server; port 0 takes a free one.
   *
   * @param metrics Prometheus' text; null if they are not served here
   */
  public static HealthServer start(
      InetSocketAddress address, Readiness readiness, @Nullable Supplier<String> metrics)
      throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.createContext(
        "/livez", get("/livez", () -> new Answer(HttpURLConnection.HTTP_OK, TEXT, "ok\n")));
    server.createContext("/readyz", get("/readyz", () -> readyz(readiness.missing())));
    if (metrics != null) {
      server.createContext(
          "/metrics",
          get("/metrics", () -> new Answer(HttpURLConnection.HTTP_OK, PROMETHEUS, metrics.get())));
    }
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(executor);
    server.start();
    return new HealthServer(server, executor);
  }

  private static Answer readyz(@Nullable String missing) {
    return missing == null
        ? new Answer(HttpURLConnection.HTTP_OK, TEXT, "ok\n")
        : new Answer(HttpURLConnection.HTTP_UNAVAILABLE, TEXT, "not ready: " + missing + "\n");
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private record Answer(int code, String contentType, String text) {}

  @FunctionalInterface
  private interface Page {
    Answer answer();
  }

  /** Serves exactly this path: the JDK's contexts also match everything below. */
  private static HttpHandler get(String path, Page page) {
    return exchange -> {
      try (exchange) {
        if (!exchange.getRequestURI().getPath().equals(path)) {
          send(exchange, new Answer(HttpURLConnection.HTTP_NOT_FOUND, TEXT, "not found\n"));
        } else if (!exchange.getRequestMethod().equals("GET")) {
          send(exchange, new Answer(HttpURLConnection.HTTP_BAD_METHOD, TEXT, "only GET\n"));
        } else {
          send(exchange, page.answer());
        }
      }
    };
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.code(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}

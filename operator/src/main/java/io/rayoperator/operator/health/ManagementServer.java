package io.rayoperator.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A small HTTP server for probes or metrics. Plain HTTP, {@code GET} only. */
public final class ManagementServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().daemon().name("management-", 0).factory());

  /**
   * An answer.
   *
   * @param status HTTP status
   */
  public record Page(int status, String contentType, String body) {

    public static Page text(int status, String body) {
      return new Page(status, "text/plain; charset=utf-8", body);
    }
  }

  private ManagementServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param address {@code host:port} or {@code :port}; port 0 picks a free one
   * @throws UncheckedIOException if the address is not free
   * @throws IllegalArgumentException if it is none
   */
  public static ManagementServer start(String address) {
    try {
      ManagementServer management = new ManagementServer(HttpServer.create(parse(address), 0));
      management.server.setExecutor(management.threads);
      management.server.start();
      return management;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers requests for a path, and for nothing below it. */
  public ManagementServer serve(String path, Supplier<Page> page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            boolean get = exchange.getRequestMethod().equals("GET");
            respond(
                exchange,
                !exact
                    ? Page.text(404, "not found\n")
                    : get ? page.get() : Page.text(405, "GET only\n"));
          }
        });
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void respond(HttpExchange exchange, Page page) throws IOException {
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    String port = address.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is no address; write it as host:port or :port");
    }
    String host = address.substring(0, colon);
    return host.isEmpty()
        ? new InetSocketAddress(Integer.parseInt(port))
        : new InetSocketAddress(host, Integer.parseInt(port));
  }
}

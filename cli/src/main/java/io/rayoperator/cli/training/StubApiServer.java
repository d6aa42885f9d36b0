package io.rayoperator.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What an operator sees of an API server in its first seconds: one RayCluster and nothing else,
 * watches without news, and writes that change nothing.
 */
final class StubApiServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final String rayCluster;

  private StubApiServer(HttpServer server, String rayCluster) {
    this.server = server;
    this.rayCluster = rayCluster;
  }

  static StubApiServer start(String rayCluster) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StubApiServer stub = new StubApiServer(server, rayCluster);
    server.createContext("/", stub::answer);
    server.setExecutor(stub.executor);
    server.start();
    return stub;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        exchange.sendResponseHeaders(503, -1); // No web sockets: the client takes plain HTTP then.
      } else if (query.contains("watch=true")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush(); // The client waits for the headers.
        end.await();
      } else {
        boolean rayClusters = exchange.getRequestURI().getPath().contains("/rayclusters");
        byte[] written = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("GET")) {
          send(exchange, list(rayClusters ? rayCluster : ""));
        } else {
          send(exchange, rayClusters ? rayCluster.getBytes(StandardCharsets.UTF_8) : written);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] list(String items) {
    return """
        {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": "1"}, "items": [%s]}
        """
        .formatted(items)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, json.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(json);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}

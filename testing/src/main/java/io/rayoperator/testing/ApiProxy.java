package io.rayoperator.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Stands between one client and the API server, and cuts the client off for good at a chosen write.
 * To the API server that looks as if the client was killed there and then: nothing of it arrives
 * any more, no goodbye either.
 *
 * <p>Clients speak plain HTTP to it, with the administrator's rights. They must watch over HTTP, as
 * {@link #newClient} does.
 */
public final class ApiProxy implements AutoCloseable {

  /** What the client knows of the write at which it is cut off. */
  public enum LastAnswer {
    /** It was answered. */
    DELIVERED,
    /** It was done, but the answer never came. */
    LOST
  }

  /** Headers that belong to one connection, not to the request. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "content-length", "host", "http2-settings", "transfer-encoding", "upgrade");

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final int NO_BODY = -1;
  private static final int CHUNKED = 0;

  private final Config connection;
  private final URI apiServer;
  private final int lastWrite;
  private final LastAnswer lastAnswer;
  private final HttpClient upstream;
  private final HttpServer server;
  private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
  private int started;
  private int answered;

  private ApiProxy(LocalControlPlane plane, int lastWrite, LastAnswer lastAnswer)
      throws IOException, GeneralSecurityException {
    this.connection = Config.fromKubeconfig(plane.kubeconfig().toFile());
    this.apiServer = plane.apiServer();
    this.lastWrite = lastWrite;
    this.lastAnswer = lastAnswer;
    this.upstream = HttpClient.newBuilder().sslContext(SSLUtils.sslContext(connection)).build();
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** A proxy that lets {@code writes} writes through, and then nothing any more. */
  public static ApiProxy cuttingOffAfter(
      LocalControlPlane plane, int writes, LastAnswer lastAnswer) {
    try {
      return new ApiProxy(plane, writes, lastAnswer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the control plane's certificates", e);
    }
  }

  /** A new client whose requests go through this proxy. The caller closes it. */
  public KubernetesClient newClient() {
    Config through =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withOnlyHttpWatches(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(through).build();
  }

  /** How many writes got through. */
  public synchronized int writes() {
    return answered;
  }

  /** Done when the client has been cut off. */
  public CompletableFuture<Void> cutOff() {
    return cutOff.copy();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (READS.contains(exchange.getRequestMethod())) {
      forward(exchange);
    } else if (mayWrite()) {
      write(exchange);
    } else {
      exchange.close();
    }
  }

  private synchronized boolean mayWrite() {
    if (started == lastWrite) {
      return false;
    }
    started++;
    return true;
  }

  private void write(HttpExchange exchange) throws IOException {
    try {
      HttpResponse<InputStream> response = ask(exchange);
      boolean last = isLastAnswer();
      if (!last || lastAnswer == LastAnswer.DELIVERED) {
        deliver(response, exchange);
      }
      if (last) {
        server.stop(0);
        cutOff.complete(null);
      }
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
  }

  /** Writes under way when the last one starts are still answered: it is the last to be so. */
  private synchronized boolean isLastAnswer() {
    answered++;
    return answered == lastWrite;
  }

  private void forward(HttpExchange exchange) throws IOException {
    deliver(ask(exchange), exchange);
  }

  private HttpResponse<InputStream> ask(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(apiServer.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return upstream.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void deliver(HttpResponse<InputStream> response, HttpExchange exchange)
      throws IOException {
    try (InputStream in = response.body()) {
      exchange
          .getResponseHeaders()
          .put(
              "Content-Type",
              List.of(response.headers().firstValue("Content-Type").orElse("application/json")));
      exchange.sendResponseHeaders(
          response.statusCode(), response.statusCode() == 204 ? NO_BODY : CHUNKED);
      OutputStream out = exchange.getResponseBody();
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        // An event of a watch must not wait for the next one.
        out.flush();
      }
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    upstream.shutdownNow();
  }
}

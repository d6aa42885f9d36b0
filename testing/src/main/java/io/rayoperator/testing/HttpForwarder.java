package io.rayoperator.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
import java.util.concurrent.Executors;

/**
 * The plumbing of proxies between a client and the API server: a plain HTTP listener, and the way
 * on with the administrator's rights.
 */
final class HttpForwarder implements AutoCloseable {

  /** Headers that belong to one connection, not to the request. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "content-length", "host", "http2-settings", "transfer-encoding", "upgrade");

  private static final int NO_BODY = -1;
  private static final int CHUNKED = 0;

  private final URI apiServer;
  private final HttpClient upstream;
  private final HttpServer server;

  private HttpForwarder(LocalControlPlane plane, HttpHandler handler)
      throws IOException, GeneralSecurityException {
    Config connection = Config.fromKubeconfig(plane.kubeconfig().toFile());
    apiServer = plane.apiServer();
    upstream = HttpClient.newBuilder().sslContext(SSLUtils.sslContext(connection)).build();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", handler);
    server.start();
  }

  /** Listens from now on, and has all requests handled so. */
  static HttpForwarder start(LocalControlPlane plane, HttpHandler handler) {
    try {
      return new HttpForwarder(plane, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the control plane's certificates", e);
    }
  }

  /** A new client whose requests come here. The caller closes it. */
  KubernetesClient newClient() {
    Config through =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withOnlyHttpWatches(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(through).build();
  }

  /** Sends the request on and returns the answer, whose body has not been read yet. */
  HttpResponse<InputStream> ask(HttpExchange exchange) throws IOException {
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

  /** Passes an answer back, piece by piece as it comes. */
  static void deliver(HttpResponse<InputStream> response, HttpExchange exchange)
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
      // A watch that has nothing to tell has begun, too.
      out.flush();
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        // Others may have something to say to this client, too.
        synchronized (exchange) {
          out.write(buffer, 0, read);
          // An event of a watch must not wait for the next one.
          out.flush();
        }
      }
    } finally {
      exchange.close();
    }
  }

  /** Ends all connections with clients, without a word, and listens no more. */
  void stopListening() {
    server.stop(0);
  }

  @Override
  public void close() {
    server.stop(0);
    upstream.shutdownNow();
  }
}

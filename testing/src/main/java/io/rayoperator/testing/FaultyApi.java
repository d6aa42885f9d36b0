package io.rayoperator.testing;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one client and the API server and treats it badly, as the network, an overloaded
 * API server or a slow etcd would.
 *
 * <p>Clients speak plain HTTP to it, with the administrator's rights. They must watch over HTTP, as
 * {@link #newClient} does.
 */
public final class FaultyApi implements AutoCloseable {

  /** What happens to a request. */
  public sealed interface Fate {

    /** It goes through. */
    Fate PASSES = new Delayed(Duration.ZERO);

    /** The connection breaks before the request arrives. */
    Fate BREAKS = new Broken();

    /** It goes through later. */
    record Delayed(Duration time) implements Fate {}

    /** See {@link #BREAKS}. */
    record Broken() implements Fate {}

    /**
     * It does not go through, and is answered so.
     *
     * @param reason of a Kubernetes Status, such as {@code TooManyRequests}
     */
    record Refused(int code, String reason) implements Fate {}
  }

  /** Decides what happens to each request. Called by many threads at once. */
  @FunctionalInterface
  public interface Fates {
    Fate of(Request request);
  }

  /**
   * A request that has arrived.
   *
   * @param method such as {@code POST}
   * @param path such as {@code /api/v1/namespaces/a/pods}
   * @param query empty if there is none
   */
  public record Request(String method, String path, String query) {

    public boolean isWrite() {
      return !method.equals("GET");
    }

    public boolean isWatch() {
      return query.contains("watch=true");
    }
  }

  private static final String EXPIRED =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
      "message":"too old resource version","reason":"Expired","code":410}}
      """;

  private final HttpForwarder forwarder;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
  private volatile Fates fates = request -> Fate.PASSES;

  private FaultyApi(LocalControlPlane plane) {
    forwarder = HttpForwarder.start(plane, this::handle);
  }

  /** A proxy that lets everything through for now. */
  public static FaultyApi of(LocalControlPlane plane) {
    return new FaultyApi(plane);
  }

  /** What happens to requests from now on. */
  public void set(Fates fates) {
    this.fates = fates;
  }

  /** A new client whose requests go through this proxy. The caller closes it. */
  public KubernetesClient newClient() {
    return forwarder.newClient();
  }

  /** All requests so far, whatever became of them, in their order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * Ends all watches as the API server does when it has forgotten what came after the client's
   * version: the client has to list again.
   *
   * @return how many there were
   */
  public int expireWatches() {
    int expired = 0;
    for (HttpExchange watch : watches) {
      try {
        synchronized (watch) {
          watch.getResponseBody().write(EXPIRED.getBytes(StandardCharsets.UTF_8));
          watch.getResponseBody().flush();
        }
        expired++;
      } catch (IOException e) {
        // It has ended by itself.
      } finally {
        watch.close();
      }
    }
    return expired;
  }

  /** Breaks all watches off in the middle. */
  public void breakWatches() {
    watches.forEach(HttpExchange::close);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            query == null ? "" : query);
    requests.add(request);
    switch (fates.of(request)) {
      case Fate.Broken _ -> exchange.close();
      case Fate.Refused refused -> refuse(exchange, refused);
      case Fate.Delayed delayed -> pass(exchange, request, delayed.time());
    }
  }

  private static void refuse(HttpExchange exchange, Fate.Refused refused) throws IOException {
    byte[] status =
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"not now","reason":"%s","code":%d,"details":{"retryAfterSeconds":1}}
        """
            .formatted(refused.reason(), refused.code())
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
      exchange.getResponseHeaders().put("Retry-After", List.of("1"));
      exchange.sendResponseHeaders(refused.code(), status.length);
      exchange.getResponseBody().write(status);
    }
  }

  private void pass(HttpExchange exchange, Request request, Duration delay) throws IOException {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
      return;
    }
    HttpResponse<InputStream> response = ask(exchange);
    if (response == null) {
      return;
    }
    if (!request.isWatch()) {
      HttpForwarder.deliver(response, exchange);
      return;
    }
    watches.add(exchange);
    try {
      HttpForwarder.deliver(response, exchange);
    } finally {
      watches.remove(exchange);
    }
  }

  private @Nullable HttpResponse<InputStream> ask(HttpExchange exchange) {
    try {
      return forwarder.ask(exchange);
    } catch (IOException e) {
      // The API server is away: so is this.
      exchange.close();
      return null;
    }
  }

  @Override
  public void close() {
    forwarder.close();
  }
}

package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Tells an observer of the requests of an HTTP client. */
final class ObservedRequests implements Interceptor {

  /** Far more than are ever under way: should the client forget to tell of ends, this forgets. */
  private static final int MAX_UNDER_WAY = 10_000;

  private final RequestObserver observer;
  private final LongSupplier nanoTime;
  private final Map<UUID, Long> sentAt = new ConcurrentHashMap<>();

  ObservedRequests(RequestObserver observer, LongSupplier nanoTime) {
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  /** The first time that the request is seen as {@link #after} sees it, with the same id. */
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> body, HttpRequest request) {
    if (sentAt.size() >= MAX_UNDER_WAY) {
      sentAt.clear();
    }
    sentAt.put(request.id(), nanoTime.getAsLong());
    return body;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    Long sent = sentAt.remove(request.id());
    // Watches over a WebSocket are not seen before their answer.
    Duration time = sent == null ? null : Duration.ofNanos(nanoTime.getAsLong() - sent);
    observer.answered(request.method(), host(request.uri()), response.code(), time);
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    sentAt.remove(request.id());
    observer.unanswered(request.method(), host(request.uri()));
  }

  /** As the Go client writes it. */
  static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}

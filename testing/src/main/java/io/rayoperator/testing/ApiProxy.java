package io.rayoperator.testing;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

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

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final int lastWrite;
  private final LastAnswer lastAnswer;
  private final HttpForwarder forwarder;
  private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
  private int started;
  private int answered;

  private ApiProxy(LocalControlPlane plane, int lastWrite, LastAnswer lastAnswer) {
    this.lastWrite = lastWrite;
    this.lastAnswer = lastAnswer;
    this.forwarder = HttpForwarder.start(plane, this::handle);
  }

  /** A proxy that lets {@code writes} writes through, and then nothing any more. */
  public static ApiProxy cuttingOffAfter(
      LocalControlPlane plane, int writes, LastAnswer lastAnswer) {
    return new ApiProxy(plane, writes, lastAnswer);
  }

  /** A new client whose requests go through this proxy. The caller closes it. */
  public KubernetesClient newClient() {
    return forwarder.newClient();
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
      HttpForwarder.deliver(forwarder.ask(exchange), exchange);
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
      HttpResponse<InputStream> response = forwarder.ask(exchange);
      boolean last = isLastAnswer();
      if (!last || lastAnswer == LastAnswer.DELIVERED) {
        HttpForwarder.deliver(response, exchange);
      }
      if (last) {
        forwarder.stopListening();
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

  @Override
  public void close() {
    forwarder.close();
  }
}

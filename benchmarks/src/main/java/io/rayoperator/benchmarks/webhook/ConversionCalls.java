package io.rayoperator.benchmarks.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.benchmarks.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** Sends the same ConversionReview again and again, over connections of its own. */
final class ConversionCalls implements AutoCloseable {

  private static final String SUCCESS = "\"status\":\"Success\"";

  private final HttpRequest request;
  private final List<HttpClient> connections = new ArrayList<>();

  /**
   * @param objects in one review
   * @param connections a client of the JDK keeps one HTTP/2 connection
   */
  ConversionCalls(
      URI conversion,
      SSLContext trust,
      ObjectNode object,
      String desiredApiVersion,
      int objects,
      int connections) {
    String one = object.toString();
    String review =
        "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\",\"request\":{\"uid\":\"u\","
            + "\"desiredAPIVersion\":\""
            + desiredApiVersion
            + "\",\"objects\":["
            + String.join(",", Collections.nCopies(objects, one))
            + "]}}";
    request =
        HttpRequest.newBuilder(conversion)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(review))
            .build();
    for (int i = 0; i < connections; i++) {
      this.connections.add(
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trust).build());
    }
  }

  /**
   * Opens the connections: a client that is asked for many things at once while it has none opens
   * one for each.
   */
  void connect() throws IOException, InterruptedException {
    for (HttpClient connection : connections) {
      check(connection.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }
  }

  /** Sends one and waits for the answer. */
  Duration once() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    check(connections.get(0).send(request, HttpResponse.BodyHandlers.ofByteArray()));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Sends them at a fixed rate, whatever the answers take. A time counts from when the request was
   * due, so that one that is held up shows in all that it holds up.
   */
  Latencies atRate(int perSecond, Duration duration)
      throws InterruptedException, ExecutionException {
    int count = Math.toIntExact(perSecond * duration.toMillis() / 1000);
    long[] nanos = new long[count];
    List<CompletableFuture<?>> answers = new ArrayList<>(count);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int index = i;
      long due = begin + Duration.ofSeconds(i).dividedBy(perSecond).toNanos();
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      answers.add(
          connections
              .get(i % connections.size())
              .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
              .thenAccept(
                  answer -> {
                    nanos[index] = System.nanoTime() - due;
                    check(answer);
                  }));
    }
    for (CompletableFuture<?> answer : answers) {
      answer.get();
    }
    return Latencies.of(nanos);
  }

  /**
   * Keeps a number of requests under way on each connection.
   *
   * @return how many were answered
   */
  long saturate(int perConnection, Duration duration)
      throws InterruptedException, ExecutionException {
    AtomicLong answered = new AtomicLong();
    long end = System.nanoTime() + duration.toNanos();
    List<CompletableFuture<Void>> chains = new ArrayList<>();
    for (HttpClient connection : connections) {
      for (int i = 0; i < perConnection; i++) {
        CompletableFuture<Void> chain = new CompletableFuture<>();
        chains.add(chain);
        next(connection, end, answered, chain);
      }
    }
    for (CompletableFuture<Void> chain : chains) {
      chain.get();
    }
    return answered.get();
  }

  private void next(
      HttpClient connection, long end, AtomicLong answered, CompletableFuture<Void> chain) {
    if (System.nanoTime() >= end) {
      chain.complete(null);
      return;
    }
    var _ =
        connection
            .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
            .thenAccept(ConversionCalls::check)
            .whenCompleteAsync(
                (done, failure) -> {
                  if (failure == null) {
                    answered.incrementAndGet();
                    next(connection, end, answered, chain);
                  } else {
                    chain.completeExceptionally(failure);
                  }
                });
  }

  private static void check(HttpResponse<byte[]> answer) {
    byte[] body = answer.body();
    // The result stands last: no need to look through all of it.
    int from = Math.max(0, body.length - 100);
    String ending = new String(body, from, body.length - from, StandardCharsets.UTF_8);
    if (answer.statusCode() != 200 || !ending.contains(SUCCESS)) {
      throw new IllegalStateException("The server answered " + answer.statusCode() + " " + ending);
    }
  }

  @Override
  public void close() {
    connections.forEach(HttpClient::close);
  }
}

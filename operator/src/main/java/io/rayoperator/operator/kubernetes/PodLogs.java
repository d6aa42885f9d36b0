package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Follows logs of containers ({@code pods/log}). Bytes are asked for as they are taken, and the API
 * server ends a log that has given as many as were asked for.
 */
public final class PodLogs {

  /** {@code sinceTime} knows seconds only. */
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final HttpClient http;
  private final String server;

  /**
   * What to follow.
   *
   * @param since lines of the second before it may come, too
   * @param maxBytes after which it ends
   */
  public record Request(
      String namespace, String pod, String container, Instant since, int maxBytes) {

    String path() {
      return ApiPaths.pod(namespace, pod)
          + "/log?follow=true&timestamps=true&container="
          + container
          + "&limitBytes="
          + maxBytes
          + "&sinceTime="
          + SINCE.format(since);
    }
  }

  /**
   * How it ended.
   *
   * @param code of HTTP; 0 if there was none
   * @param message for people; empty if nothing went wrong
   */
  public record End(int code, String message) {

    public boolean forbidden() {
      return code == 403;
    }

    public boolean failed() {
      return code != 200 || !message.isEmpty();
    }
  }

  /** A log that is being followed. */
  public static final class Following implements AutoCloseable {

    private final CompletableFuture<HttpResponse<AsyncBody>> answer;
    private final CompletableFuture<End> end;

    private Following(CompletableFuture<HttpResponse<AsyncBody>> answer) {
      this.answer = answer;
      this.end = answer.thenCompose(Following::read).exceptionally(Following::failure);
    }

    /** Done when nothing more comes. */
    public CompletableFuture<End> end() {
      return end;
    }

    /** Ends it. */
    @Override
    public void close() {
      answer.cancel(true);
      if (answer.isDone() && !answer.isCompletedExceptionally()) {
        answer.join().body().cancel();
      }
      end.complete(new End(0, "closed"));
    }

    private static CompletableFuture<End> read(HttpResponse<AsyncBody> response) {
      if (response.code() != 200) {
        response.body().cancel();
        return CompletableFuture.completedFuture(
            new End(response.code(), "HTTP status " + response.code()));
      }
      response.body().consume();
      return response.body().done().thenApply(nothing -> new End(200, ""));
    }

    private static End failure(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return new End(0, String.valueOf(cause));
    }
  }

  PodLogs(HttpClient http, String server) {
    this.http = http;
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  /**
   * Begins to follow.
   *
   * @param bytes takes what comes, in its order; while it works nothing else is read
   */
  public Following follow(Request request, Consumer<ByteBuffer> bytes) {
    return new Following(
        http.consumeBytes(
            http.newHttpRequestBuilder()
                .uri(URI.create(server + request.path()))
                .forStreaming()
                .build(),
            (List<ByteBuffer> buffers, AsyncBody body) -> {
              buffers.forEach(bytes);
              body.consume();
            }));
  }
}

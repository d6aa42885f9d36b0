package io.rayoperator.webhook.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import jakarta.inject.Singleton;

/**
 * Asks the clients of HTTP/1.1 connections to send their next request to another server, with the
 * answer to the present one (RFC 9112, section 9.6).
 *
 * <p>The API server speaks HTTP/1.1 with webhooks that are behind a Service, keeps the connections,
 * and does not repeat a request whose connection the server closes: while somebody writes
 * RayClusters, a server that only waited for a moment without requests would never get one.
 */
@Singleton
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class LastAnswer {

  private volatile boolean announced;

  /** From now on, each answer is the last one on its connection. */
  public void announce() {
    announced = true;
  }

  @ResponseFilter
  void sayClose(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (announced && request.getHttpVersion() == HttpVersion.HTTP_1_1) {
      response.header(HttpHeaders.CONNECTION, "close");
    }
  }
}

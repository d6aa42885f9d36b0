package io.rayoperator.testing.hostile;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Whole requests over HTTP/2, many at a time, whose bodies are not what they should be. */
final class Requests {

  private static final int CONNECTIONS = 4;
  private static final int AT_A_TIME = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private Requests() {}

  /** Sends bodies in turn, so many in all, and counts the status codes. */
  static void send(
      Target target,
      List<byte[]> bodies,
      String contentType,
      String contentEncoding,
      int times,
      Outcomes outcomes)
      throws InterruptedException {
    List<HttpClient> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_2)
              .sslContext(target.trust())
              .build());
    }
    Semaphore places = new Semaphore(AT_A_TIME);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      places.acquire();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target.path("/convert"))
              .timeout(TIMEOUT)
              .header("Content-Type", contentType)
              .POST(HttpRequest.BodyPublishers.ofByteArray(bodies.get(i % bodies.size())));
      if (!contentEncoding.isEmpty()) {
        request.header("Content-Encoding", contentEncoding);
      }
      answers.add(
          clients
              .get(i % CONNECTIONS)
              .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
              .handle(
                  (answer, failure) -> {
                    places.release();
                    outcomes.count(
                        failure == null
                            ? Integer.toString(answer.statusCode())
                            : Ending.UNANSWERED);
                    return failure == null;
                  }));
    }
    answers.forEach(CompletableFuture::join);
    clients.forEach(HttpClient::close);
  }
}

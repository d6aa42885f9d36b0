package io.rayoperator.testing.hostile;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An API server that goes on asking for conversions, one after the other. */
public final class Bystander implements AutoCloseable {

  /** The API server's patience with our webhooks. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final HttpClient client;
  private final HttpRequest request;
  private final List<Duration> times = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Thread thread;
  private volatile boolean isOver;

  /** Begins to ask. */
  public Bystander(Target target) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(target.trust())
            .build();
    request =
        HttpRequest.newBuilder(target.path("/convert"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Reviews.good()))
            .build();
    thread = Thread.ofPlatform().start(this::ask);
  }

  private void ask() {
    while (!isOver) {
      long begin = System.nanoTime();
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        times.add(Duration.ofNanos(System.nanoTime() - begin));
        if (answer.statusCode() != 200 || !answer.body().contains("\"status\":\"Success\"")) {
          failures.add(answer.statusCode() + " " + answer.body());
        }
        Thread.sleep(PAUSE);
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Ends, and returns how long each answer took. */
  public List<Duration> times() {
    stop();
    return List.copyOf(times);
  }

  /** Ends, and returns what went wrong. */
  public List<String> failures() {
    stop();
    return List.copyOf(failures);
  }

  private void stop() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    client.close();
  }
}

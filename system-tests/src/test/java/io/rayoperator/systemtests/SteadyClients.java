package io.rayoperator.systemtests;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Clients that write and read RayClusters in both versions without a pause: each write is admitted,
 * and all of {@code ray.io/v1alpha1} is converted.
 */
final class SteadyClients implements AutoCloseable {

  private static final int CLIENTS = 2;
  private static final List<String> VERSIONS = List.of("v1alpha1", "v1");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private final RawApi api;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;

  private SteadyClients(RawApi api) {
    this.api = api;
  }

  /**
   * What became of their requests while something happened.
   *
   * @param repeated how often a client was told to ask again
   */
  record Count(String meanwhile, long sent, long repeated, List<String> failures) {

    /** Such as "the certificate is renewed: 734 requests sent (2 repeated), 0 failed". */
    @Override
    public String toString() {
      String first = failures.isEmpty() ? "" : ", the first: " + failures.getFirst();
      return "%s: %d requests sent (%d repeated), %d failed%s"
          .formatted(meanwhile, sent, repeated, failures.size(), first);
    }
  }

  static SteadyClients start(RawApi api) {
    SteadyClients steady = new SteadyClients(api);
    IntStream.range(0, CLIENTS)
        .mapToObj(number -> "demo-" + number)
        .forEach(name -> steady.start(name));
    return steady;
  }

  private void start(String name) {
    api.create(OldManifest.KUBERAY.object(name), "").object();
    clients.execute(() -> work(name));
  }

  private void work(String name) {
    for (long round = 0; !isOver; round++) {
      String patch = "{\"metadata\": {\"labels\": {\"round\": \"" + round + "\"}}}";
      for (String version : VERSIONS) {
        send(() -> api.patch(version, name, "", RawApi.MERGE_PATCH, patch));
        send(() -> api.get(version, name, ""));
      }
    }
  }

  private void send(Request request) {
    String outcome;
    try {
      RawApi.Answer answer = request.send();
      while (answer.status() == TOO_MANY_REQUESTS) {
        // The API server makes the storage of a changed definition anew; every client asks again.
        repeated.incrementAndGet();
        Thread.sleep(100);
        answer = request.send();
      }
      outcome = answer.status() == HttpURLConnection.HTTP_OK ? "" : answer.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IllegalStateException e) {
      outcome = String.valueOf(e.getCause());
    }
    sent.incrementAndGet();
    if (!outcome.isEmpty()) {
      failures.add(outcome);
    }
  }

  private interface Request {
    RawApi.Answer send();
  }

  /** Does something, and counts until a moment after it. */
  Count during(String event, Runnable happening) throws InterruptedException {
    sent.set(0);
    repeated.set(0);
    failures.clear();
    happening.run();
    Thread.sleep(AFTERWARDS);
    Count count = new Count(event, sent.get(), repeated.get(), List.copyOf(failures));
    System.out.println(count);
    return count;
  }

  @Override
  public void close() {
    isOver = true;
    clients.close();
  }
}

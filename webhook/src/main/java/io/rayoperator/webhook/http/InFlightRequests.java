package io.rayoperator.webhook.http;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Knows the requests between the first byte of their headers and the last of their answer. */
public final class InFlightRequests {

  private static final Duration POLL = Duration.ofMillis(10);

  private final Set<HttpRequest<?>> running =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private volatile long lastEndNanos = System.nanoTime();

  void begin(HttpRequest<?> request) {
    running.add(request);
  }

  void end(HttpRequest<?> request) {
    running.remove(request);
    lastEndNanos = System.nanoTime();
  }

  public int count() {
    return running.size();
  }

  /**
   * Waits until no request runs and none has run for a while, so that those that were still on the
   * wire have been seen.
   *
   * @return false if that did not happen within the limit
   */
  public boolean awaitQuiet(Duration quiet, Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    while (count() > 0 || System.nanoTime() - Math.max(lastEndNanos, start) < quiet.toNanos()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }
}

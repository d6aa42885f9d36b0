package io.rayoperator.migration.kubernetes;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spreads requests evenly: so many a second at most, and no burst after a pause. */
public final class RequestRate {

  private final long interval;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * A rate.
   *
   * @param qps requests per second
   * @param nanoTime such as {@link System#nanoTime}
   */
  public RequestRate(double qps, LongSupplier nanoTime) {
    this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / qps);
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  void await() throws InterruptedIOException {
    Pauses.sleep(reserve());
  }

  /** Takes the next place, and says how long it takes until it is there. */
  Duration reserve() {
    long now = nanoTime.getAsLong();
    long place = Math.max(now, next);
    next = place + interval;
    return Duration.ofNanos(place - now);
  }
}

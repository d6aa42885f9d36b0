package io.rayoperator.benchmarks.scale.operator;

import io.rayoperator.testing.AuditLog;
import java.time.Duration;
import java.time.Instant;

/** What the operator asks of the API server, from the audit log. */
public final class OperatorRequests {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final AuditLog log;
  private AuditLog.Mark read;
  private RequestCounts counts = new RequestCounts();

  public OperatorRequests(AuditLog log) {
    this.log = log;
    this.read = log.mark();
  }

  /** Counts from here on. */
  public void reset() {
    read = log.mark();
    counts = new RequestCounts();
  }

  /** All since the last {@link #reset}. */
  public RequestCounts counts() {
    read = log.read(read, counts::add);
    return counts;
  }

  /**
   * Waits until there has been no request for a while, counted from the reset at the earliest.
   *
   * @param silence how long
   * @return whether it became quiet within the limit
   */
  public boolean awaitSilence(Duration silence, Duration limit) throws InterruptedException {
    Instant begin = Instant.now();
    while (true) {
      Instant last = counts().last();
      Instant now = Instant.now();
      if ((last == null ? begin : last).plus(silence).isBefore(now)) {
        return true;
      }
      if (begin.plus(limit).isBefore(now)) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }
}

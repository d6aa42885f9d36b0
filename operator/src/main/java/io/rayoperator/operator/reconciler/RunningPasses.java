package io.rayoperator.operator.reconciler;

import java.time.Duration;

/**
 * Counts the passes that run, so that an operator that stops can let them end before its caches go:
 * a pass that finds an empty cache takes every pod for missing, and makes it again.
 */
final class RunningPasses {

  private int running;
  private boolean closed;

  /** Whether a pass may begin; if so, {@link #end} must follow. */
  synchronized boolean begin() {
    if (closed) {
      return false;
    }
    running++;
    return true;
  }

  synchronized void end() {
    running--;
    notifyAll();
  }

  /**
   * Lets no further pass begin, and waits for those that run.
   *
   * @return whether all have ended within the limit
   */
  synchronized boolean close(Duration limit) throws InterruptedException {
    closed = true;
    long deadline = System.nanoTime() + limit.toNanos();
    while (running > 0) {
      long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}

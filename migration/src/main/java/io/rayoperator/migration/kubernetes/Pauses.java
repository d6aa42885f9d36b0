package io.rayoperator.migration.kubernetes;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waiting, which ends with an exception when the process is asked to stop. */
public final class Pauses {

  private Pauses() {}

  /** Sleeps; not at all if the duration is zero or less. */
  public static void sleep(Duration duration) throws InterruptedIOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }
}

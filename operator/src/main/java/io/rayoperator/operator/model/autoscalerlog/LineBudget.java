package io.rayoperator.operator.model.autoscalerlog;

import java.time.Duration;

/** How many lines may be written: a bucket that fills with so many a second up to a burst. */
public final class LineBudget {

  private final double linesPerNano;
  private final double burst;
  private double lines;
  private long filledAt;

  /**
   * A full bucket.
   *
   * @param nanoTime now
   */
  public LineBudget(double linesPerSecond, int burst, long nanoTime) {
    this.linesPerNano = linesPerSecond / Duration.ofSeconds(1).toNanos();
    this.burst = burst;
    this.lines = burst;
    this.filledAt = nanoTime;
  }

  /** Takes one line, if there is one. */
  public synchronized boolean take(long nanoTime) {
    lines = Math.min(burst, lines + (nanoTime - filledAt) * linesPerNano);
    filledAt = nanoTime;
    if (lines < 1) {
      return false;
    }
    lines -= 1;
    return true;
  }
}

package io.rayoperator.operator.reconciler;

import java.time.Duration;
import java.time.Instant;

/**
 * How often the progress of one cluster is written: after a second, two, four, and then every eight
 * seconds, until something decisive is written.
 *
 * @param lastWrite when its status was written
 * @param progressWrites how many writes in a row told of mere progress
 */
record StatusPace(Instant lastWrite, int progressWrites) {

  /** Nothing was written yet. */
  static final StatusPace START = new StatusPace(Instant.MIN, 0);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 3;

  Duration untilNextProgress(Instant now) {
    if (lastWrite.equals(Instant.MIN)) {
      return Duration.ZERO;
    }
    Instant due = lastWrite.plus(FIRST.multipliedBy(1L << Math.min(progressWrites, DOUBLINGS)));
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }

  StatusPace written(Instant now, boolean isProgress) {
    return new StatusPace(now, isProgress ? progressWrites + 1 : 0);
  }
}

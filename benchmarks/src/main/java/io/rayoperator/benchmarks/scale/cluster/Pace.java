package io.rayoperator.benchmarks.scale.cluster;

import java.time.Duration;

/**
 * An even pace, which makes up for what came late.
 *
 * @param perSecond how many; 0 for no pace at all
 * @param beginNanos when the first one is due
 */
record Pace(double perSecond, long beginNanos) {

  /** How long one has to wait from now, counted from zero. */
  Duration wait(int number, long nowNanos) {
    if (perSecond <= 0) {
      return Duration.ZERO;
    }
    long due = beginNanos + (long) (number / perSecond * 1e9);
    return Duration.ofNanos(Math.max(0, due - nowNanos));
  }
}

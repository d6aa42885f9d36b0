package io.rayoperator.operator.model.autoscalerlog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a cluster's status block is due: soon after something changed, and from time to time. */
public final class StatusPace {

  private static final Duration AFTER_CHANGE = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private @Nullable StatusBlock told;
  private long toldAt;

  /**
   * Whether the block is to be told now; then it is taken for told.
   *
   * @param nanoTime now
   */
  public boolean isDue(StatusBlock block, long nanoTime) {
    StatusBlock before = told;
    if (before != null) {
      Duration pause = block.differsFrom(before) ? AFTER_CHANGE : EVERY;
      if (nanoTime - toldAt < pause.toNanos()) {
        return false;
      }
    }
    told = block;
    toldAt = nanoTime;
    return true;
  }
}

package io.rayoperator.operator.model.autoscalerlog;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What of an autoscaler's log is passed on: each line once, as plain text, so many as the budgets
 * allow. Status blocks are read instead, as they come every few seconds.
 */
public final class RelayedLog {

  private static final double LINES_PER_SECOND = 20;
  private static final int BURST = 500;

  /** As long as a log that gave all it may give has to wait, and a little more. */
  private static final Duration FALLEN_BEHIND = Duration.ofSeconds(30);

  private final LineBudget all;
  private final LongSupplier nanoTime;
  private final Consumer<String> relay;
  private final LineBudget own;

  private Instant seen;
  private LogLines lines = new LogLines();
  private boolean repeating = true;
  private long received;
  private boolean progress;
  private AutoscalerReports reports = new AutoscalerReports();
  private long dropped;

  /**
   * Of one cluster.
   *
   * @param since what is older is not passed on
   * @param all budget that it shares with others
   * @param relay takes the lines
   */
  public RelayedLog(Instant since, LineBudget all, LongSupplier nanoTime, Consumer<String> relay) {
    this.seen = since;
    this.all = all;
    this.nanoTime = nanoTime;
    this.relay = relay;
    this.own = new LineBudget(LINES_PER_SECOND, BURST, nanoTime.getAsLong());
  }

  /** From when on the log is to be asked for. */
  public synchronized Instant since() {
    return seen;
  }

  /** What it said last about the load. */
  public synchronized AutoscalerReport report() {
    return reports.latest();
  }

  /** The log is asked for anew: what is known already may come again, and half lines do not. */
  public synchronized void resume() {
    lines = new LogLines();
    repeating = true;
    received = 0;
    progress = false;
  }

  /** Another pod writes now. */
  public synchronized void another() {
    reports = new AutoscalerReports();
    resume();
  }

  /**
   * Whether a log that ended has given all that was asked for and is still behind: older lines than
   * this would be asked for again and again.
   *
   * @param asked bytes; the API server may give a little less
   * @param now by the clock that the log has, more or less
   */
  public synchronized boolean isFlood(int asked, Instant now) {
    return received >= asked * 0.9 && (!progress || seen.isBefore(now.minus(FALLEN_BEHIND)));
  }

  /** Leaves out what was written until now, and says so. */
  public synchronized void skipTo(Instant now) {
    relay.accept("(the autoscaler writes too much: its log until " + now + " is left out)");
    seen = now;
    resume();
  }

  /** Takes bytes as they come. */
  public synchronized void take(ByteBuffer bytes) {
    received += bytes.remaining();
    lines.take(bytes, this::take);
  }

  private void take(String line) {
    StampedLine stamped = StampedLine.of(line);
    Instant at = stamped.at();
    if (isKnown(at)) {
      return;
    }
    repeating = false;
    if (at != null && at.isAfter(seen)) {
      seen = at;
      progress = true;
    }
    String text = PlainText.of(stamped.text());
    if (!reports.take(text) && !text.isEmpty()) {
      pass(text);
    }
  }

  private boolean isKnown(@Nullable Instant at) {
    return repeating && at != null && !at.isAfter(seen);
  }

  private void pass(String text) {
    if (!mayPass()) {
      dropped++;
      return;
    }
    tellDropped();
    relay.accept(text);
  }

  private boolean mayPass() {
    long now = nanoTime.getAsLong();
    return own.take(now) && all.take(now);
  }

  /** Tells how many lines were left out, if any were since it was told last. */
  public synchronized void tellDropped() {
    if (dropped > 0) {
      relay.accept("(" + dropped + " lines of the autoscaler's log are left out here)");
      dropped = 0;
    }
  }
}

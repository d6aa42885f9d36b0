package io.rayoperator.cli;

import io.rayoperator.migration.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress for logs: a line for every tenth of the objects, and after every ten seconds. */
final class ProgressLines implements Progress {

  private static final int PARTS = 10;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private String current = "";
  private long part;
  private long lastLine;

  ProgressLines(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
  }

  @Override
  public void step(String message) {
    line(message);
  }

  @Override
  public void objects(String what, long done, long total) {
    if (!what.equals(current)) {
      current = what;
      part = 0;
    }
    long partNow = total == 0 ? PARTS : done * PARTS / total;
    if (partNow > part || nanoTime.getAsLong() - lastLine >= SILENCE.toNanos()) {
      part = partNow;
      line("%,d of %,d objects %s".formatted(done, total, what));
    }
  }

  private void line(String text) {
    lastLine = nanoTime.getAsLong();
    out.println(text);
    out.flush();
  }
}

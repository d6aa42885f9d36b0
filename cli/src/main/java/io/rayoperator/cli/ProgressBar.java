package io.rayoperator.cli;

import io.rayoperator.migration.Progress;
import java.io.PrintWriter;

/** Progress for a terminal: one line that is drawn again and again. */
final class ProgressBar implements Progress {

  private static final int WIDTH = 40;
  private static final String TO_LINE_START = "\r";
  private static final String ERASE_LINE = "\u001b[2K";

  private final PrintWriter out;
  private String drawn = "";

  ProgressBar(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void step(String message) {
    if (!drawn.isEmpty()) {
      out.print(TO_LINE_START + ERASE_LINE);
      drawn = "";
    }
    out.println(message);
    out.flush();
  }

  @Override
  public void objects(String what, long done, long total) {
    int filled = total == 0 ? WIDTH : Math.toIntExact(Math.min(WIDTH, done * WIDTH / total));
    String bar =
        "[%s%s] %,d of %,d objects %s"
            .formatted("#".repeat(filled), " ".repeat(WIDTH - filled), done, total, what);
    if (!bar.equals(drawn)) {
      out.print(TO_LINE_START + ERASE_LINE + bar);
      out.flush();
      drawn = bar;
    }
  }
}

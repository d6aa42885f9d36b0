package io.rayoperator.operator.model.autoscalerlog;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A line as the kubelet returns it with {@code timestamps=true}: by its time a log that was cut off
 * goes on where it ended, which {@code sinceTime} alone says to the second only.
 *
 * @param at when it was written; null if it does not say
 * @param text without the time
 */
public record StampedLine(@Nullable Instant at, String text) {

  /** {@code 2026-11-27T20:54:15.123456789Z}, or with an offset. */
  private static final int LONGEST_TIME = 40;

  /** Reads a line. */
  public static StampedLine of(String line) {
    int end = line.indexOf(' ');
    if (end < 0 || end > LONGEST_TIME) {
      return new StampedLine(null, line);
    }
    try {
      return new StampedLine(Instant.parse(line.substring(0, end)), line.substring(end + 1));
    } catch (DateTimeParseException e) {
      return new StampedLine(null, line);
    }
  }
}

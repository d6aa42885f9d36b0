package io.rayoperator.operator.model.autoscalerlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines. Of a line that is too long the beginning is kept, so that one
 * without an end costs no more memory than any other. What has no end yet is no line.
 */
public final class LogLines {

  /** The most of a line that is kept. */
  public static final int MAX_BYTES = 2048;

  private static final String CUT = " …";

  private final byte[] line = new byte[MAX_BYTES];
  private int length;
  private boolean cut;

  /** Takes the next bytes, and hands over the lines that end in them. */
  public void take(ByteBuffer bytes, Consumer<String> lines) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        lines.accept(text());
        length = 0;
        cut = false;
      } else if (length < MAX_BYTES) {
        line[length++] = next;
      } else {
        cut = true;
      }
    }
  }

  private String text() {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    return cut ? text + CUT : text;
  }
}

package io.rayoperator.operator.model.autoscalerlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  private final LogLines lines = new LogLines();
  private final List<String> taken = new ArrayList<>();

  @Test
  void linesAreWholeWhateverPiecesTheyComeIn() {
    take("one\ntw");
    take("o\n\nthr");
    assertThat(taken).containsExactly("one", "two", "");
    take("ee\n");
    assertThat(taken).last().isEqualTo("three");
  }

  @Test
  void characterOfSeveralBytesMayComeInPieces() {
    byte[] bytes = "é\n".getBytes(StandardCharsets.UTF_8);
    for (byte next : bytes) {
      lines.take(ByteBuffer.wrap(new byte[] {next}), taken::add);
    }
    assertThat(taken).containsExactly("é");
  }

  @Test
  void ofALineWithoutEndOnlyTheBeginningIsKept() {
    ByteBuffer million = ByteBuffer.wrap("x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 100; i++) {
      lines.take(million.rewind(), taken::add);
    }
    assertThat(taken).isEmpty();
    take("\nnext\n");
    assertThat(taken).containsExactly("x".repeat(LogLines.MAX_BYTES) + " …", "next");
  }

  private void take(String text) {
    lines.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), taken::add);
  }
}

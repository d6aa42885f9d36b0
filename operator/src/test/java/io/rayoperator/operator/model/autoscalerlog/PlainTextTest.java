package io.rayoperator.operator.model.autoscalerlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\u001B[31mred\u001B[0m text\", \"red text\"",
        "\"\u009B2Jcleared\", \"cleared\"",
        "\"\u001B]0;title\u0007after\", \"after\"",
        "\"\u001B]8;;http://a\u001B\\link\", \"link\"",
        "\"\u001BcReset\", \"Reset\"",
        "\"over\rwritten\", \"over written\"",
        "\"a\u2028example-cluster2:b\", \"a example-cluster2:b\"",
        "\"a\u0085b\u202Ec\u0000d\", \"a b c d\"",
        "\"tab\there\", \"tab\there\"",
        "\"größe 😀\", \"größe 😀\""
      })
  void nothingButTextOnOneLineIsLeft(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
  }

  @Test
  void sequenceWithoutEndCostsNoMoreThanAnyText() {
    assertThat(PlainText.of("\u001B[" + "1;".repeat(100_000))).isEmpty();
  }
}

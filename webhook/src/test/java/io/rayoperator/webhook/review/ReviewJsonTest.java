package io.rayoperator.webhook.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewJsonTest {

  /**
   * Every kind of value counts, since an array takes room for those that have one instance, too.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "true",
        "null",
        "0",
        "9999999999",
        "99999999999999999999",
        "1.5"
      })
  void treesHaveALimitedNumberOfValues(String value) throws IOException {
    // The array is a value, too.
    int most = ReviewJson.MAX_VALUES - 1;
    assertThat(read(array(value, most))).hasSize(most);
    assertThatThrownBy(() -> read(array(value, most + 1)))
        .isInstanceOfSatisfying(
            IOException.class,
            e -> assertThat(ReviewJson.reason(e)).isEqualTo("it has more than 500000 values"));
  }

  @Test
  void nothingIsAMissingTree() throws IOException {
    assertThat(read("").isMissingNode()).isTrue();
  }

  private static JsonNode read(String json) throws IOException {
    try (JsonParser parser = ReviewJson.MAPPER.createParser(json)) {
      return ReviewJson.readTree(parser);
    }
  }

  private static String array(String value, int count) {
    return "[" + (value + ",").repeat(count - 1) + value + "]";
  }
}

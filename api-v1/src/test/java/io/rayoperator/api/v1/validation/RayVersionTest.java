package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RayVersionTest {

  @ParameterizedTest
  @CsvSource({
    "2.53, 2.53.0",
    "v2.53.1, 2.53.1",
    "2.53.0rc1, 2.53.0",
    "' 2.9.0-py310-gpu', 2.9.0",
    "2.1.0.dev, 2.1.0"
  })
  void readsTheLeadingNumbers(String text, String version) {
    assertThat(RayVersion.parse(text)).hasToString("Optional[" + version + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nightly", "2", "02.1", "x2.1", "99999999999.1"})
  void refusesWhatDoesNotBeginWithTwoNumbers(String text) {
    assertThat(RayVersion.parse(text)).isEmpty();
  }

  @Test
  void comparesNumbersNotText() {
    assertThat(new RayVersion(2, 9, 0)).isLessThan(new RayVersion(2, 53, 0));
    assertThat(new RayVersion(2, 53, 1)).isGreaterThan(new RayVersion(2, 53, 0));
    assertThat(new RayVersion(3, 0, 0)).isGreaterThan(new RayVersion(2, 99, 9));
  }
}

package io.rayoperator.operator.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KubeRay contract D.2. */
class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "500m, 1",
    "1500m, 2",
    "1, 1",
    "0.5, 1",
    "2Gi, 2147483648",
    "1e3, 1000",
    "1E3, 1000",
    "1k, 1000",
    "1E, 1000000000000000000",
    ".5, 1",
    "1n, 1",
    "3., 3"
  })
  void integerValuesAreRoundedUp(String text, String expected) {
    assertThat(amount(text).roundedUp()).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "1 Gi", "Gi", "1.2.3", "1gi", "--1", "1KB"})
  void whatIsNoQuantityIsNotRead(String text) {
    assertThat(Amount.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1280m, 1280m",
    "0.5, 500m",
    "1000m, 1",
    "4096Mi, 4Gi",
    "1024, 1024",
    "1024Ki, 1Mi",
    "1000, 1k",
    "1500, 1500",
    "0, 0",
    "0Gi, 0",
    "512Mi, 512Mi",
    "0.5Gi, 512Mi",
    "1e3, 1e3",
    "100u, 100u",
    "1.5Gi, 1536Mi",
    "1000Ei, 1000Ei",
    "10, 10",
    "100, 100",
    "1Ti, 1Ti"
  })
  void quantitiesAreWrittenAsGoWritesThem(String text, String expected) {
    assertThat(Amount.ZERO.plus(amount(text))).hasToString(expected);
  }

  @Test
  void sumsKeepTheNotationOfTheFirstAddendThatIsNotZero() {
    assertThat(amount("1Gi").plus(amount("1G"))).hasToString("2073741824");
    assertThat(Amount.ZERO.plus(amount("1Gi")).plus(amount("3Gi"))).hasToString("4Gi");
    assertThat(amount("200m").plus(amount("1080m"))).hasToString("1280m");
  }

  @Test
  void smallBinaryQuantitiesAreWrittenInDecimals() {
    assertThat(amount("0.5Ki")).hasToString("512");
  }

  private static Amount amount(String text) {
    return Amount.parse(text).orElseThrow();
  }
}

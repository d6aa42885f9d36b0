package io.rayoperator.operator.model.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberedNamesTest {

  private static final NumberedNames NAMES = new NumberedNames("demo-small-worker-");

  @Test
  void namesEndWithNumbers() {
    assertThat(NAMES.of(0)).isEqualTo("demo-small-worker-0");
    assertThat(NAMES.of(3, 1)).isEqualTo("demo-small-worker-3-1");
  }

  @ParameterizedTest
  @CsvSource({
    "demo-small-worker-0, 0",
    "demo-small-worker-12, 12",
    "demo-small-worker-3-1, 3",
    "demo-small-worker-, ",
    "demo-small-worker-x, ",
    "demo-small-worker-1-, ",
    "demo-small-worker-1x, ",
    "demo-small-worker-12345678901234567890, ",
    "demo-other-worker-0, ",
    "demo-small-worker, "
  })
  void numbersAreReadFromNamesAsFarAsTheyAreOurs(String name, @Nullable Integer expected) {
    assertThat(NAMES.replicaOf(name)).isEqualTo(expected);
  }
}

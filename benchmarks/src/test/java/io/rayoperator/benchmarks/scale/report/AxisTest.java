package io.rayoperator.benchmarks.scale.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({
    "1000, 200, 5",
    "1001, 200, 6",
    "58.3, 10, 6",
    "7, 2, 4",
    "0.3, 0.05, 6",
    "2, 0.5, 4"
  })
  void marksAreRoundNumbers(double max, double step, int marks) {
    Axis axis = Axis.upTo(max);
    assertThat(axis.step()).isEqualTo(step);
    assertThat(axis.marks()).isEqualTo(marks);
    assertThat(axis.length()).isGreaterThanOrEqualTo(max);
  }

  @Test
  void labelsHaveAsManyDigitsAsTheyNeed() {
    assertThat(Axis.upTo(3000).label(2)).isEqualTo("1,000");
    assertThat(Axis.upTo(0.3).label(1)).isEqualTo("0.05");
    assertThat(Axis.upTo(2).label(0)).isEqualTo("0.0");
  }

  @Test
  void nothingHasAnAxisToo() {
    assertThat(Axis.upTo(0).length()).isPositive();
  }
}

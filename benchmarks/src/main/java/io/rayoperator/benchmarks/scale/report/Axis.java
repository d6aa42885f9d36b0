package io.rayoperator.benchmarks.scale.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * An axis from zero on, with marks at round numbers.
 *
 * @param step between two marks: 1, 2 or 5 times a power of ten
 * @param marks without the one at zero
 */
record Axis(double step, int marks) {

  private static final int MOST_MARKS = 6;

  /** The shortest one that reaches a value. */
  static Axis upTo(double max) {
    if (!(max > 0)) {
      return new Axis(1, 1);
    }
    double power = Math.pow(10, Math.floor(Math.log10(max)) - 1);
    double step =
        DoubleStream.of(1, 2, 5, 10, 20)
            .map(factor -> factor * power)
            .filter(candidate -> Math.ceil(max / candidate) <= MOST_MARKS)
            .findFirst()
            .orElse(100 * power);
    return new Axis(step, (int) Math.ceil(max / step));
  }

  double length() {
    return step * marks;
  }

  /** The text at a mark. */
  String label(int mark) {
    double value = step * mark;
    return step >= 1
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%." + (int) Math.ceil(-Math.log10(step)) + "f", value);
  }
}

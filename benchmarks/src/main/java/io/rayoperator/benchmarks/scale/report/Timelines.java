package io.rayoperator.benchmarks.scale.report;

import io.rayoperator.benchmarks.scale.report.LinePlot.Point;
import io.rayoperator.benchmarks.scale.report.LinePlot.Series;
import io.rayoperator.benchmarks.scale.result.OperatorResult;
import io.rayoperator.benchmarks.scale.result.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What happened while the clusters were created, second by second. */
public final class Timelines {

  private Timelines() {}

  /** Three plots below each other, with a line for each operator. */
  public static String svg(List<OperatorResult> operators) {
    return LinePlot.sheet(
        List.of(
            new LinePlot(
                "RayClusters that are ready",
                lines(operators, samples -> points(samples, Sample::arrived))),
            new LinePlot("CPU of the operator, cores", lines(operators, Timelines::cores)),
            new LinePlot(
                "Resident memory of the operator, MB",
                lines(
                    operators,
                    samples -> points(samples, sample -> sample.residentBytes() / 1e6)))),
        "Seconds since the first one was created");
  }

  private static List<Series> lines(
      List<OperatorResult> operators, Function<List<Sample>, List<Point>> points) {
    return operators.stream()
        .flatMap(
            operator ->
                operator.phase("create").stream()
                    .map(phase -> new Series(operator.label(), points.apply(phase.samples()))))
        .toList();
  }

  private static List<Point> points(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .map(sample -> new Point(sample.seconds(), value.applyAsDouble(sample)))
        .toList();
  }

  /** Between two looks each. */
  private static List<Point> cores(List<Sample> samples) {
    List<Point> points = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      Sample from = samples.get(i - 1);
      Sample to = samples.get(i);
      points.add(
          new Point(
              to.seconds(),
              (to.cpuSeconds() - from.cpuSeconds()) / (to.seconds() - from.seconds())));
    }
    return points;
  }
}

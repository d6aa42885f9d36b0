package io.rayoperator.benchmarks.scale.report;

import io.rayoperator.benchmarks.scale.result.Percentiles;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table. Less is better in all of them.
 *
 * @param phase that it is taken from
 * @param value not a number where it was not measured
 */
record Figure(String phase, String title, Unit unit, ToDoubleFunction<PhaseResult> value) {

  /** How a figure is written. */
  enum Unit {
    SECONDS("%.1f s"),
    MILLIS("%.1f ms"),
    MEGABYTES("%.0f MB"),
    PERCENT_OF_A_CORE("%.1f %% of a core"),
    NUMBER("%.1f"),
    COUNT("%,.0f");

    private final String format;

    Unit(String format) {
      this.format = format;
    }

    String format(double value) {
      return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
  }

  static final List<Figure> ALL =
      List.of(
          new Figure("start", "start: first pod", Unit.SECONDS, PhaseResult::seconds),
          new Figure("warm-up", "warm-up: CPU per cluster", Unit.MILLIS, Figure::cpuPerCluster),
          new Figure("create", "create: all ready", Unit.SECONDS, PhaseResult::seconds),
          new Figure("create", "to ready, median", Unit.SECONDS, ready(Percentiles::p50)),
          new Figure("create", "to ready, p99", Unit.SECONDS, ready(Percentiles::p99)),
          new Figure("create", "to first pod, median", Unit.SECONDS, firstPod(Percentiles::p50)),
          new Figure("create", "to first pod, p99", Unit.SECONDS, firstPod(Percentiles::p99)),
          new Figure("create", "quiet after", Unit.SECONDS, PhaseResult::quietSeconds),
          new Figure("create", "CPU per cluster", Unit.MILLIS, Figure::cpuPerCluster),
          new Figure("create", "writes per cluster", Unit.NUMBER, Figure::writesPerCluster),
          new Figure("create", "reads per cluster", Unit.NUMBER, Figure::readsPerCluster),
          new Figure("create", "resident", Unit.MEGABYTES, Figure::residentMegabytes),
          new Figure("create", "resident, peak", Unit.MEGABYTES, Figure::peakMegabytes),
          new Figure("idle", "idle: CPU", Unit.PERCENT_OF_A_CORE, Figure::percentOfACore),
          new Figure("idle", "writes", Unit.COUNT, PhaseResult::writes),
          new Figure("idle", "reads", Unit.COUNT, PhaseResult::reads),
          new Figure("idle", "resident", Unit.MEGABYTES, Figure::residentMegabytes),
          new Figure("scale-up", "scale up: all done", Unit.SECONDS, PhaseResult::seconds),
          new Figure("scale-up", "CPU per cluster", Unit.MILLIS, Figure::cpuPerCluster),
          new Figure("scale-up", "writes per cluster", Unit.NUMBER, Figure::writesPerCluster),
          new Figure("scale-down", "scale down: all done", Unit.SECONDS, PhaseResult::seconds),
          new Figure("scale-down", "CPU per cluster", Unit.MILLIS, Figure::cpuPerCluster),
          new Figure("scale-down", "writes per cluster", Unit.NUMBER, Figure::writesPerCluster),
          new Figure("fairness", "one scales: done", Unit.SECONDS, PhaseResult::seconds),
          new Figure(
              "fairness", "others to first pod, median", Unit.SECONDS, firstPod(Percentiles::p50)),
          new Figure(
              "fairness", "others to first pod, p99", Unit.SECONDS, firstPod(Percentiles::p99)),
          new Figure("fairness", "others to ready, p99", Unit.SECONDS, ready(Percentiles::p99)),
          new Figure("restart", "restart: steady after", Unit.SECONDS, PhaseResult::seconds),
          new Figure("restart", "CPU", Unit.SECONDS, PhaseResult::cpuSeconds),
          new Figure("restart", "writes", Unit.COUNT, PhaseResult::writes),
          new Figure("restart", "reads", Unit.COUNT, PhaseResult::reads),
          new Figure("restart", "resident", Unit.MEGABYTES, Figure::residentMegabytes),
          new Figure("delete", "delete: all gone", Unit.SECONDS, PhaseResult::seconds),
          new Figure("delete", "CPU per cluster", Unit.MILLIS, Figure::cpuPerCluster),
          new Figure("delete", "writes", Unit.COUNT, PhaseResult::writes),
          new Figure("delete", "resident", Unit.MEGABYTES, Figure::residentMegabytes));

  private static double cpuPerCluster(PhaseResult phase) {
    return 1000 * phase.cpuSeconds() / phase.clusters();
  }

  private static double writesPerCluster(PhaseResult phase) {
    return (double) phase.writes() / phase.clusters();
  }

  private static double readsPerCluster(PhaseResult phase) {
    return (double) phase.reads() / phase.clusters();
  }

  private static double residentMegabytes(PhaseResult phase) {
    return phase.residentBytes() / 1e6;
  }

  private static double peakMegabytes(PhaseResult phase) {
    return phase.peakResidentBytes() / 1e6;
  }

  private static double percentOfACore(PhaseResult phase) {
    return 100 * phase.cpuSeconds() / phase.seconds();
  }

  private static ToDoubleFunction<PhaseResult> ready(ToDoubleFunction<Percentiles> share) {
    return percentile(PhaseResult::toReady, share);
  }

  private static ToDoubleFunction<PhaseResult> firstPod(ToDoubleFunction<Percentiles> share) {
    return percentile(PhaseResult::toFirstPod, share);
  }

  private static ToDoubleFunction<PhaseResult> percentile(
      Function<PhaseResult, @Nullable Percentiles> times, ToDoubleFunction<Percentiles> share) {
    return phase -> {
      Percentiles measured = times.apply(phase);
      return measured == null ? Double.NaN : share.applyAsDouble(measured);
    };
  }
}

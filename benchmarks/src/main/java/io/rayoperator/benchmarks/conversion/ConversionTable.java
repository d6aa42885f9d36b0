package io.rayoperator.benchmarks.conversion;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rayoperator.benchmarks.conversion.ConversionBenchmark.Direction;
import io.rayoperator.conversion.layout.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** The figures of {@link ConversionBenchmark}, with what it compares side by side. */
record ConversionTable(List<Row> rows) {

  private static final int MEDIAN = 50;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * One conversion beside Jackson alone.
   *
   * @param bytesIn size of what is read
   * @param bytesOut size of what is written
   * @param ratio of the times
   * @param allocationRatio of the bytes that are allocated
   */
  record Row(
      Layout layout,
      Direction direction,
      int bytesIn,
      int bytesOut,
      Cost jackson,
      Cost conversion,
      double ratio,
      double allocationRatio) {}

  /**
   * @param micros the median
   * @param allocatedBytes per operation
   */
  record Cost(double micros, double allocatedBytes) {

    static Cost of(RunResult result) {
      var allocated = result.getSecondaryResults().get(ALLOCATED);
      return new Cost(
          result.getPrimaryResult().getStatistics().getPercentile(MEDIAN),
          allocated == null ? Double.NaN : allocated.getScore());
    }
  }

  private record Case(Layout layout, Direction direction, int bytes) {

    static Case of(RunResult result) {
      return new Case(
          Layout.valueOf(result.getParams().getParam("layout")),
          Direction.valueOf(result.getParams().getParam("direction")),
          Integer.parseInt(result.getParams().getParam("bytes")));
    }
  }

  static ConversionTable of(Collection<RunResult> results) throws IOException {
    Map<Case, Map<String, Cost>> costs = new LinkedHashMap<>();
    for (RunResult result : results) {
      costs
          .computeIfAbsent(Case.of(result), any -> new LinkedHashMap<>())
          .put(result.getPrimaryResult().getLabel(), Cost.of(result));
    }
    List<Case> cases = new ArrayList<>(costs.keySet());
    cases.sort(
        Comparator.comparing(Case::layout)
            .thenComparing(Case::direction)
            .thenComparingInt(Case::bytes));
    List<Row> rows = new ArrayList<>();
    for (Case which : cases) {
      Map<String, Cost> both = Objects.requireNonNull(costs.get(which));
      @Nullable Cost jackson = both.get("parseAndWrite");
      @Nullable Cost conversion = both.get("parseConvertAndWrite");
      // With JMH's options one of them can be left out, and then there is nothing to compare.
      if (jackson != null && conversion != null) {
        rows.add(row(which, jackson, conversion));
      }
    }
    return new ConversionTable(rows);
  }

  private static Row row(Case which, Cost jackson, Cost conversion) throws IOException {
    ConversionBenchmark benchmark = new ConversionBenchmark();
    benchmark.layout = which.layout;
    benchmark.direction = which.direction;
    benchmark.bytes = which.bytes;
    benchmark.makeObject();
    return new Row(
        which.layout,
        which.direction,
        benchmark.inputBytes(),
        benchmark.outputBytes(),
        jackson,
        conversion,
        conversion.micros / jackson.micros,
        conversion.allocatedBytes / jackson.allocatedBytes);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """

        | Layout | Becomes | Bytes in | Bytes out | Jackson, µs | Conversion, µs | Ratio | Jackson, allocated kB \
        | Conversion, allocated kB | Ratio |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %d | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f |%n",
              row.layout.title(),
              row.direction == Direction.TO_V1 ? "v1" : "v1alpha1",
              row.bytesIn,
              row.bytesOut,
              row.jackson.micros,
              row.conversion.micros,
              row.ratio,
              row.jackson.allocatedBytes / 1000,
              row.conversion.allocatedBytes / 1000,
              row.allocationRatio));
    }
    return text.toString();
  }

  void write(Path file) throws IOException {
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(file.toFile(), this);
  }
}

package io.rayoperator.benchmarks.scale.report;

import io.rayoperator.benchmarks.scale.result.Load;
import io.rayoperator.benchmarks.scale.result.Machine;
import io.rayoperator.benchmarks.scale.result.OperatorResult;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tables with a column for each operator, and one for the ratio of the first to each other. */
public final class MarkdownReport {

  private final StringBuilder text = new StringBuilder();
  private final List<OperatorResult> operators;

  private MarkdownReport(List<OperatorResult> operators) {
    this.operators = operators;
  }

  /**
   * Writes all tables.
   *
   * @param operators of the same load; the first one is compared with the others
   */
  public static String of(List<OperatorResult> operators) {
    MarkdownReport report = new MarkdownReport(operators);
    report.writeHeading();
    report.writeFigures();
    report.writeRequests();
    return report.text.toString();
  }

  private void writeHeading() {
    Load load = operators.getFirst().load();
    Machine machine = operators.getFirst().machine();
    line(
        String.format(
            Locale.ROOT,
            "%d clusters of %d workers in %d namespaces, created %s; %d cores, %s, load average before: %.1f.",
            load.clusters(),
            load.workers(),
            load.namespaces(),
            load.perSecond() > 0
                ? String.format(Locale.ROOT, "at %.1f a second", load.perSecond())
                : "as fast as the API server takes them",
            machine.cores(),
            machine.begin(),
            machine.loadAverage()));
    line("");
  }

  private void writeFigures() {
    writeTableHead("");
    for (Figure figure : Figure.ALL) {
      if (operators.stream().anyMatch(operator -> !Double.isNaN(value(operator, figure)))) {
        writeRow(
            figure.title(),
            figure.unit(),
            operators.stream().map(operator -> value(operator, figure)).toList());
      }
    }
    line("");
  }

  private void writeRequests() {
    SortedSet<String> kinds = new TreeSet<>();
    operators.stream()
        .flatMap(operator -> operator.phase("create").stream())
        .forEach(phase -> kinds.addAll(phase.requests().keySet()));
    if (kinds.isEmpty()) {
      return;
    }
    writeTableHead("Requests while clusters are created");
    for (String kind : kinds) {
      writeRow(
          kind,
          Figure.Unit.COUNT,
          operators.stream().map(operator -> requests(operator, kind)).toList());
    }
  }

  private static double value(OperatorResult operator, Figure figure) {
    return operator.phase(figure.phase()).map(figure.value()::applyAsDouble).orElse(Double.NaN);
  }

  private static Double requests(OperatorResult operator, String kind) {
    return operator
        .phase("create")
        .map(phase -> (double) phase.requests().getOrDefault(kind, 0L))
        .orElse(Double.NaN);
  }

  private void writeTableHead(String title) {
    StringBuilder head = new StringBuilder("| ").append(title);
    StringBuilder rule = new StringBuilder("|---");
    for (int i = 0; i < operators.size(); i++) {
      head.append(" | ").append(operators.get(i).label());
      rule.append("|--:");
      if (i > 0) {
        head.append(" | Ratio");
        rule.append("|--:");
      }
    }
    line(head + " |");
    line(rule + "|");
  }

  private void writeRow(String title, Figure.Unit unit, List<Double> values) {
    StringBuilder row = new StringBuilder("| ").append(title);
    for (int i = 0; i < values.size(); i++) {
      row.append(" | ").append(unit.format(values.get(i)));
      if (i > 0) {
        row.append(" | ").append(ratio(values.getFirst(), values.get(i)));
      }
    }
    line(row + " |");
  }

  private static String ratio(double ours, double theirs) {
    return Double.isNaN(ours) || !(theirs > 0)
        ? "–"
        : String.format(Locale.ROOT, "%.2f", ours / theirs);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

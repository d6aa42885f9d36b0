package io.rayoperator.operator.model.autoscalerlog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status of a cluster in the words that the guide of Ray 1.2 shows. Nodes and requests are
 * those of the objects that the operator has; idle times, usage and demands are the autoscaler's
 * own, and left out while it has not told them.
 *
 * @param types the worker types
 */
public record StatusBlock(List<WorkerType> types, AutoscalerReport report) {

  private static final int MAX_TYPES = 50;

  public StatusBlock {
    types = List.copyOf(types);
  }

  /** Its lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Cluster status: " + types.stream().mapToLong(WorkerType::running).sum() + " nodes");
    if (report.idleSeconds() != null) {
      lines.add(" - NodeIdleSeconds: " + report.idleSeconds());
    }
    if (report.usage() != null) {
      lines.add(" - ResourceUsage: " + String.join(", ", report.usage()));
    }
    lines.add("Worker node types:");
    shown().forEach(type -> lines.add(" - " + type.name() + ": " + type.running()));
    if (types.size() > MAX_TYPES) {
      lines.add(" - and " + (types.size() - MAX_TYPES) + " more");
    }
    if (report.demands() != null) {
      lines.add("Resource demands: [" + String.join(", ", report.demands()) + "]");
    }
    lines.add(
        shown()
            .filter(type -> type.requested() > 0)
            .map(type -> "'" + type.name() + "': " + type.requested())
            .collect(Collectors.joining(", ", "Node requests: {", "}")));
    return lines.stream().map(StatusBlock::bounded).toList();
  }

  /** Whether there is news in it beyond that time went by. */
  public boolean differsFrom(StatusBlock other) {
    return !types.equals(other.types) || !withoutTimes(report).equals(withoutTimes(other.report));
  }

  private static AutoscalerReport withoutTimes(AutoscalerReport report) {
    return new AutoscalerReport(null, report.usage(), report.demands());
  }

  private Stream<WorkerType> shown() {
    return types.stream().limit(MAX_TYPES);
  }

  private static String bounded(String line) {
    String plain = PlainText.of(line);
    return plain.length() <= LogLines.MAX_BYTES
        ? plain
        : plain.substring(0, LogLines.MAX_BYTES) + " …";
  }
}

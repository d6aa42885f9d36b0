package io.rayoperator.migration;

import io.rayoperator.api.legacy.LegacyApi;
import java.util.ArrayList;
import java.util.List;

/** The report for people. */
public final class LeaveText {

  private LeaveText() {}

  public static String of(LeaveReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("RayClusters of %s: %,d".formatted(LegacyApi.GROUP, report.clusters().size()));
    for (LeaveReport.Cluster cluster : report.clusters()) {
      lines.add(
          "  %s: %s%s"
              .formatted(
                  cluster.cluster(),
                  cluster.outcome().words(),
                  cluster.pods() == 0 ? "" : ", with " + cluster.pods() + " pods"));
      cluster.reasons().forEach(reason -> lines.add("    " + printable(reason)));
      cluster.notices().forEach(notice -> lines.add("    note: " + printable(notice)));
    }
    if (!report.leftBefore().isEmpty()) {
      lines.add("Left before: " + String.join(", ", report.leftBefore()));
    }
    if (report.noneLeft()) {
      lines.add(
          "No namespace has one any more. Take --legacy-clusters from the operator, and remove the definition:"
              + " kubectl delete crd "
              + LegacyApi.CRD);
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** Manifests may hold what moves the cursor of a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

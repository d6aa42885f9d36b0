package io.rayoperator.migration.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for people. */
public final class SurveyText {

  private static final int SHOWN_OBJECTS = 20;
  private static final int SHOWN_NAMESPACES = 50;

  private SurveyText() {}

  public static String of(SurveyReport report) {
    List<String> lines = new ArrayList<>();
    definition(report.definition(), lines);
    objects(report, lines);
    writers(report, lines);
    found(
        "would be refused if they were created today (they keep running, and can be edited)",
        report.refusedToday(),
        lines);
    found("have too many annotations", report.oversized(), lines);
    found(
        "have fields that the definition of this release would drop", report.losingFields(), lines);
    return String.join(System.lineSeparator(), lines);
  }

  private static void definition(DefinitionReport definition, List<String> lines) {
    lines.add("Definition rayclusters.ray.io: " + definition.origin());
    line("written by", String.join(", ", definition.writers()), lines);
    line("labels", pairs(definition.labels()), lines);
    line("annotations", pairs(definition.annotations()), lines);
    line(
        "versions",
        definition.versions().stream()
            .map(
                version ->
                    version.name()
                        + (version.served() ? " served" : " not served")
                        + (version.storage() ? " stored" : ""))
            .collect(Collectors.joining(", ")),
        lines);
    line("may lie in etcd as", String.join(", ", definition.storedVersions()), lines);
    line("conversion", definition.conversion(), lines);
  }

  private static void line(String name, String value, List<String> lines) {
    if (!value.isEmpty()) {
      lines.add("  %-19s %s".formatted(name, value));
    }
  }

  private static String pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void objects(SurveyReport report, List<String> lines) {
    lines.add("RayClusters: %,d".formatted(report.objects()));
    report.namespaces().stream()
        .limit(SHOWN_NAMESPACES)
        .forEach(
            namespace ->
                line(
                    namespace.name(),
                    namespace.layouts().entrySet().stream()
                        .map(layout -> "%,d %s".formatted(layout.getValue(), layout.getKey()))
                        .collect(Collectors.joining(", ")),
                    lines));
    more(report.namespaces().size() - SHOWN_NAMESPACES, "namespaces", lines);
  }

  private static void writers(SurveyReport report, List<String> lines) {
    if (report.v1alpha1Writers().isEmpty()) {
      lines.add("Written through v1alpha1: by nobody");
      return;
    }
    lines.add("Written through v1alpha1:");
    for (SurveyReport.Writer writer : report.v1alpha1Writers()) {
      String what = writer.subresource().isEmpty() ? "" : " of " + writer.subresource();
      lines.add(
          "  %s: %s%s, %,d objects, last %s"
              .formatted(
                  writer.manager(), writer.operation(), what, writer.objects(), writer.lastTime()));
    }
    more(report.moreV1alpha1Writes(), "entries of other writers", lines);
  }

  private static void found(String what, SurveyReport.Found found, List<String> lines) {
    lines.add("Objects that %s: %,d".formatted(what, found.count()));
    for (SurveyReport.Finding finding :
        found.findings().subList(0, Math.min(SHOWN_OBJECTS, found.findings().size()))) {
      lines.add("  " + finding.object());
      finding.reasons().forEach(reason -> lines.add("    " + reason));
    }
    more(found.count() - SHOWN_OBJECTS, "objects (-o json lists a thousand)", lines);
  }

  private static void more(long count, String what, List<String> lines) {
    if (count > 0) {
      lines.add("  and %,d more %s".formatted(count, what));
    }
  }
}

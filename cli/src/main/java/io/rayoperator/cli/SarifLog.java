package io.rayoperator.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Rule;
import io.rayoperator.operator.config.OperatorVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Findings in the Static Analysis Results Interchange Format, which code hosts, CI servers and
 * editors read (OASIS SARIF 2.1.0). Component names are those of the format.
 */
record SarifLog(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String STANDARD_INPUT = "-";

  record Run(Tool tool, List<Result> results, String columnKind) {}

  record Tool(Driver driver) {}

  record Driver(String name, String version, List<ReportingDescriptor> rules) {}

  record ReportingDescriptor(String id, Message shortDescription) {}

  record Message(String text) {}

  record Result(
      String ruleId, int ruleIndex, String level, Message message, List<Location> locations) {}

  record Location(PhysicalLocation physicalLocation, List<LogicalLocation> logicalLocations) {}

  record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

  record ArtifactLocation(String uri) {}

  record Region(int startLine) {}

  record LogicalLocation(String fullyQualifiedName, String kind) {}

  static SarifLog of(List<Finding> findings) {
    List<String> ids = findings.stream().map(Finding::rule).distinct().toList();
    Map<String, String> summaries = summaries();
    List<ReportingDescriptor> rules = new ArrayList<>();
    for (String id : ids) {
      rules.add(new ReportingDescriptor(id, new Message(summaries.getOrDefault(id, id))));
    }
    Driver driver = new Driver("ray-operator", OperatorVersion.current(), rules);
    List<Result> results =
        findings.stream().map(finding -> result(finding, ids.indexOf(finding.rule()))).toList();
    return new SarifLog(
        SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), results, "unicodeCodePoints")));
  }

  private static Map<String, String> summaries() {
    Map<String, String> summaries =
        RayClusterValidator.rules().stream()
            .flatMap(chapter -> chapter.rules().stream())
            .collect(Collectors.toMap(Rule::id, Rule::summary, (a, b) -> a, TreeMap::new));
    summaries.put(ManifestValidation.LAYOUT, "The spec has one layout that its version knows.");
    summaries.put(ManifestValidation.UNKNOWN_FIELD, "Every field is one of the API.");
    return summaries;
  }

  private static Result result(Finding finding, int rule) {
    return new Result(
        finding.rule(),
        rule,
        finding.severity().name(),
        new Message(
            "RayCluster %s: %s: %s"
                .formatted(finding.object(), finding.field(), finding.message())),
        List.of(
            new Location(
                new PhysicalLocation(
                    new ArtifactLocation(uri(finding.file())), new Region(finding.line())),
                List.of(new LogicalLocation(finding.object() + "." + finding.field(), "member")))));
  }

  /**
   * Relative where the file is below the working directory, so that it holds wherever a repository
   * is checked out.
   */
  private static String uri(String file) {
    if (file.equals(STANDARD_INPUT)) {
      return "stdin";
    }
    URI workingDirectory = Path.of("").toAbsolutePath().toUri();
    return workingDirectory
        .relativize(Path.of(file).toAbsolutePath().normalize().toUri())
        .toString();
  }
}

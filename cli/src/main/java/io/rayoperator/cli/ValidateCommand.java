package io.rayoperator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rayoperator.cli.manifest.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    header =
        "Check RayCluster manifests by the rules of the webhook server, without a Kubernetes cluster.",
    description = {
      "Every error of every manifest is reported, with file, line, object and field as the manifest calls it, in any"
          + " version and layout. Warnings are shown, too, and do not fail the check. Types and ranges of single values"
          + " are checked by the API server only. Other documents are skipped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ray-operator validate -f cluster.yaml",
      "  ray-operator validate -f manifests/ -R -o sarif > rayclusters.sarif",
      "  ray-operator validate -f manifests/ -R -o json | jq '.findings[] | select(.severity == \"error\")'",
      "  kustomize build . | ray-operator validate -f -"
    })
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ManifestOptions manifests;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|sarif",
      defaultValue = "text",
      description =
          "How findings are printed: as lines FILE:LINE: ..., as JSON, or as SARIF 2.1.0, which code hosts show beside"
              + " the lines (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  private enum Format {
    text,
    json,
    sarif
  }

  /** The form of {@code -o json}. */
  private record Report(int checked, int errors, int warnings, List<Finding> findings) {}

  @Override
  public Integer call() throws IOException {
    ManifestValidation validation = new ManifestValidation();
    for (Manifest manifest : manifests.read()) {
      validation.check(manifest);
    }
    Report report = report(validation);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> report.findings().forEach(out::println);
      case json -> out.println(json(report));
      case sarif -> out.println(json(SarifLog.of(report.findings())));
    }
    out.flush();
    spec.commandLine()
        .getErr()
        .println(
            count(report.checked(), "RayCluster")
                + " checked: "
                + count(report.errors(), "error")
                + ", "
                + count(report.warnings(), "warning"));
    return report.errors() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static Report report(ManifestValidation validation) {
    List<Finding> findings = validation.findings();
    int errors = Math.toIntExact(findings.stream().filter(Finding::isError).count());
    return new Report(validation.checked(), errors, findings.size() - errors, findings);
  }

  private static String json(Object report) throws JsonProcessingException {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(report);
  }
}

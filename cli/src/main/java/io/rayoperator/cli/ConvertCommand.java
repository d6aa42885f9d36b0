package io.rayoperator.cli;

import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.ManifestWriter;
import io.rayoperator.conversion.ApiVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "convert",
    header = "Print RayCluster manifests in another version or layout.",
    description = {
      "Nothing gets lost: what the target cannot express goes to an annotation (conversion.ray.io/v1 or"
          + " conversion.ray.io/v1alpha1), and comes back when the manifest is converted again."
          + " Only a change of layout drops what the former layout alone can say; --check tells.",
      "",
      "Other documents are printed as they are, byte for byte. In converted documents, the order of keys and"
          + " the comments before the first key stay; other comments and the formatting do not."
          + " The input files are not changed. A summary goes to the standard error stream.",
      "",
      "RayClusters of the Python operator (cluster.ray.io/v1) leave for ray.io/v1 and cannot come back; comments"
          + " name what has no equal there, and docs/python-fields.md says where each field goes.",
      "",
      "docs/conversion.md says of every field of every layout where it goes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ray-operator convert -f old.yaml > new.yaml",
      "  ray-operator convert -f manifests/ --check      would anything get lost?",
      "  ray-operator convert -f old.yaml --explain      where does each field go, and why?",
      "  ray-operator convert -f manifests/ | kubectl diff -f -",
      "  kubectl get raycluster demo -o yaml | ray-operator convert -f - --to v1alpha1:ant",
      "",
      "Exit code 1 means: some RayCluster has no layout that is known, or mixes several (it is printed as it"
          + " is); with --check or --explain also that one is not the same after the way there and back."
    })
final class ConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ManifestOptions manifests;

  @Option(
      names = "--to",
      defaultValue = "v1",
      paramLabel = "VERSION[:LAYOUT]",
      converter = ConversionTarget.Parser.class,
      description = {
        "v1 (the default), or v1alpha1 in the layout that the object had once, KubeRay's if none. A layout can"
            + " be chosen: v1alpha1:kuberay, :ant, :bytedance or :microsoft."
      })
  private ConversionTarget target = new ConversionTarget.InVersion(ApiVersion.V1);

  @ArgGroup private Report report = new Report();

  /** What to print instead of the documents. */
  private static final class Report {

    @Option(
        names = "--check",
        description = {
          "Print no documents. Convert each RayCluster there and back, say whether it is the same then, and"
              + " what travels in the annotation."
        })
    private boolean check;

    @Option(
        names = "--explain",
        description = {
          "Print no documents. Say of each field of each RayCluster where it goes and what it becomes, what"
              + " is added, and what travels in the annotation."
        })
    private boolean explain;
  }

  @Override
  public Integer call() throws IOException {
    return report.check || report.explain ? report() : convert();
  }

  private int convert() throws IOException {
    ManifestConversion conversion = new ManifestConversion(target);
    PrintWriter out = spec.commandLine().getOut();
    ManifestWriter documents = new ManifestWriter(out);
    for (Manifest manifest : manifests.read()) {
      documents.write(manifest, conversion.convert(manifest));
    }
    out.flush();
    say(conversion.complaints(), conversion.summary());
    return conversion.complaints().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private int report() throws IOException {
    ManifestReport reports = new ManifestReport(target, report.explain);
    PrintWriter out = spec.commandLine().getOut();
    for (Manifest manifest : manifests.read()) {
      out.print(reports.of(manifest));
    }
    out.flush();
    say(reports.complaints(), reports.summary());
    return reports.isGood() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private void say(List<String> complaints, String summary) {
    PrintWriter err = spec.commandLine().getErr();
    complaints.forEach(err::println);
    err.println(summary);
  }
}

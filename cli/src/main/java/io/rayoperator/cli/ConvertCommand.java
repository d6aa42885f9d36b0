package io.rayoperator.cli;

import io.rayoperator.cli.manifest.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
          + " conversion.ray.io/v1alpha1), and comes back when the manifest is converted again.",
      "",
      "Other documents are printed as they are. Comments in converted documents are lost; so is their formatting."
          + " The input files are not changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ray-operator convert -f old.yaml --to v1 > new.yaml",
      "  ray-operator convert -f manifests/ --to v1 | kubectl diff -f -",
      "  kubectl get raycluster demo -o yaml | ray-operator convert -f - --to v1alpha1:ant"
    })
final class ConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ManifestOptions manifests;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION[:LAYOUT]",
      converter = ConversionTarget.Parser.class,
      description = {
        "v1, or v1alpha1 in the layout that the object had once, KubeRay's if none. A layout can be chosen:"
            + " kuberay, ant, bytedance or microsoft."
      })
  private ConversionTarget target;

  @Override
  public Integer call() throws IOException {
    ManifestConversion conversion = new ManifestConversion(target);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean first = true;
    for (Manifest manifest : manifests.read()) {
      if (!first) {
        out.println("---");
      }
      first = false;
      out.print(conversion.convert(manifest));
    }
    out.flush();
    conversion.complaints().forEach(err::println);
    err.println(conversion.summary());
    return conversion.complaints().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}

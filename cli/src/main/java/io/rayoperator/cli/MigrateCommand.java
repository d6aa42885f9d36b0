package io.rayoperator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.migration.LeaveReport;
import io.rayoperator.migration.LeaveText;
import io.rayoperator.migration.LegacyMigration;
import io.rayoperator.migration.Migration;
import io.rayoperator.migration.MigrationOptions;
import io.rayoperator.migration.MigrationResult;
import io.rayoperator.migration.Progress;
import io.rayoperator.migration.definition.Definition;
import io.rayoperator.migration.definition.DefinitionFile;
import io.rayoperator.migration.survey.SurveyReport;
import io.rayoperator.migration.survey.SurveyText;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    header =
        "Take over the RayClusters of a live Kubernetes cluster from KubeRay, or from the Python operator.",
    description = {
      "Replaces KubeRay's definition by ray-operator's, makes the API server store every object as ray.io/v1, compares every"
          + " object in both versions, and then removes v1alpha1 from the stored versions of the definition. Specs,"
          + " generations and pods stay as they are; no RayCluster and no definition is deleted. ray-operator's webhook"
          + " server must run; if it does not convert, nothing is changed.",
      "",
      "With --legacy: clusters of cluster.ray.io/v1 go on as clusters of ray.io/v1, with the pods that they have.",
      "",
      "It may be interrupted at any time, and run again as often as you like: what is done already costs a read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ray-operator migrate --plan                    what there is, and what would happen; changes nothing",
      "  ray-operator migrate --plan -o json | jq .refusedToday",
      "  ray-operator migrate --qps 20                  go easy on a busy API server",
      "  ray-operator migrate --legacy --dry-run        which clusters of the Python operator can leave, and why others cannot",
      "  ray-operator migrate --legacy -n ray --output-dir manifests example-cluster",
      "",
      "docs/migration-from-kuberay.md and docs/python-operator.md tell the whole way, config/rbac/migration the rights that it"
          + " takes."
    })
final class MigrateCommand implements Callable<Integer> {

  private static final List<String> OF_DEFINITIONS =
      List.of("--crd", "--keep-definition", "--drop-v1alpha1-managed-fields", "--qps", "--settle");

  @Spec private CommandSpec spec;

  @Option(
      names = {"--plan", "--dry-run"},
      description = "Only report; change nothing.")
  private boolean plan;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description =
          "How the report is printed (default: ${DEFAULT-VALUE}). Progress goes to the standard error stream.")
  private Format format = Format.text;

  @Option(
      names = "--crd",
      paramLabel = "FILE",
      description =
          "Install the definition in this file, also in place of another one of ray-operator's (default: that of this"
              + " release, in place of KubeRay's only).")
  private @Nullable Path crd;

  @Option(
      names = "--keep-definition",
      description =
          "Stop if the definition is not ray-operator's already; only rewrite objects and trim the stored versions.")
  private boolean keepDefinition;

  @Option(
      names = "--drop-v1alpha1-managed-fields",
      description = {
        "Also remove the entries of metadata.managedFields that were written through v1alpha1. As long as v1alpha1 is served"
            + " they do no harm. Once a version is no longer served, server-side apply fails on every object that still"
            + " has an entry of it, for ever (kubernetes#111937). Whoever applied through v1alpha1 then no longer owns its"
            + " fields: what its next manifest leaves out is not removed. So do this when its manifests say ray.io/v1."
      })
  private boolean dropManagedFields;

  @Option(
      names = "--qps",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "Objects rewritten per second at most (default: ${DEFAULT-VALUE}).")
  private double qps = 50;

  @Option(
      names = "--chunk-size",
      paramLabel = "NUMBER",
      defaultValue = "250",
      description = "Objects per list request (default: ${DEFAULT-VALUE}).")
  private int chunkSize = 250;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How long all API servers may take to notice a changed definition (default: ${DEFAULT-VALUE}).")
  private int settleSeconds = 5;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "How to reach the API server (default: the pod's service account, else $KUBECONFIG, else ~/.kube/config).")
  private @Nullable Path kubeconfig;

  @ArgGroup(exclusive = false, heading = "%nClusters of the Python operator:%n")
  private @Nullable LeaveOptions leave;

  private enum Format {
    text,
    json
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    try (KubernetesClient client = client()) {
      if (leave != null) {
        LegacyMigration migration = leaving(client, leave);
        return report(plan ? migration.survey() : migration.run());
      }
      Migration migration = new Migration(client, options(), Clock.systemUTC(), progress());
      return plan ? report(migration.survey()) : report(migration.run(release(), crd != null));
    }
  }

  private void checkOptions() {
    if (!(qps > 0)) {
      throw new ParameterException(spec.commandLine(), "--qps must be more than 0");
    }
    if (chunkSize < 1) {
      throw new ParameterException(spec.commandLine(), "--chunk-size must be 1 at least");
    }
    if (settleSeconds < 0) {
      throw new ParameterException(spec.commandLine(), "--settle must be 0 at least");
    }
    if (keepDefinition && crd != null) {
      throw new ParameterException(
          spec.commandLine(), "--keep-definition and --crd contradict each other");
    }
    if (leave != null) {
      checkLeaveOptions(leave);
    }
  }

  private void checkLeaveOptions(LeaveOptions options) {
    for (String name : OF_DEFINITIONS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new ParameterException(
            spec.commandLine(), name + " has no meaning with --legacy: no definition is changed");
      }
    }
    options
        .mistake()
        .ifPresent(
            mistake -> {
              throw new ParameterException(spec.commandLine(), mistake);
            });
  }

  private LegacyMigration leaving(KubernetesClient client, LeaveOptions options) {
    Path directory = options.outputDirectory();
    return new LegacyMigration(
        client,
        options.scope(),
        chunkSize,
        options.timeout(),
        directory == null
            ? (namespace, name, manifest, notices) -> {}
            : new ManifestDirectory(directory),
        progress());
  }

  private MigrationOptions options() {
    return new MigrationOptions(
        keepDefinition, dropManagedFields, chunkSize, qps, Duration.ofSeconds(settleSeconds));
  }

  private Definition release() throws IOException {
    return crd == null ? DefinitionFile.bundled() : DefinitionFile.read(crd);
  }

  /** Requests are repeated by the migration itself, which knows which ones it may repeat. */
  private KubernetesClient client() {
    Config config =
        kubeconfig == null
            ? Config.autoConfigure(null)
            : Config.fromKubeconfig(kubeconfig.toFile());
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build())
        .build();
  }

  private Progress progress() {
    PrintWriter err = spec.commandLine().getErr();
    // Without a terminal there may be no console at all.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new ProgressBar(err)
        : new ProgressLines(err, System::nanoTime);
  }

  private int report(SurveyReport report) throws JsonProcessingException {
    print(format == Format.json ? json(report) : SurveyText.of(report));
    return report.hasFindings() ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private int report(LeaveReport report) throws JsonProcessingException {
    print(format == Format.json ? json(report) : LeaveText.of(report));
    return report.isComplete() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private int report(MigrationResult result) throws JsonProcessingException {
    if (format == Format.json) {
      print(json(result));
    } else {
      result
          .refused()
          .forEach(
              refusal -> print("not rewritten: " + refusal.object() + ": " + refusal.reason()));
      result.different().forEach(object -> print("not the same in both versions: " + object));
      print(
          result.isComplete()
              ? "Done: every RayCluster is stored as ray.io/v1."
              : "Not done: see the objects above, and run the command again.");
    }
    return result.isComplete() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private static String json(Object report) throws JsonProcessingException {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(report);
  }
}

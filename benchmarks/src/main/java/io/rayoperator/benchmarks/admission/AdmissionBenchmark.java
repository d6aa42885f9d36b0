package io.rayoperator.benchmarks.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.benchmarks.Latencies;
import io.rayoperator.benchmarks.SampleRayClusters;
import io.rayoperator.benchmarks.WebhookProcess;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.WebhookEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes RayClusters through a running control plane, first without and then with webhooks. In
 * {@code v1}, without webhooks means that nobody is asked; in {@code v1alpha1}, that nothing is
 * converted either, which is what KubeRay does.
 */
@Command(name = "admission", mixinStandardHelpOptions = true, sortOptions = false)
public final class AdmissionBenchmark implements Callable<Integer> {

  @Option(names = "--kubeconfig", required = true, description = "Of the local control plane.")
  private Path kubeconfig = Path.of("");

  @Option(names = "--launcher", required = true, description = "The assembled bin/ray-operator.")
  private Path launcher = Path.of("");

  @Option(names = "--directory", required = true, description = "For certificates and the log.")
  private Path directory = Path.of("");

  @Option(names = "--bytes", description = "Size of an object.", defaultValue = "2500")
  private int bytes;

  @Option(names = "--writes", description = "Of each kind and version.", defaultValue = "500")
  private int writes;

  @Option(
      names = "--warm-up",
      description = "Writes of each kind and version before those that are measured.",
      defaultValue = "500")
  private int warmUp;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AdmissionBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory);
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build()) {
      RayClusterApi.installWithoutWebhooks(client);
      List<Row> without = measure(client, "without");
      try (WebhookProcess webhooks = WebhookProcess.start(launcher, directory)) {
        RayClusterApi.install(
            client, new WebhookEndpoint(webhooks.conversion().resolve("/"), webhooks.caBundle()));
        print(without, measure(client, "with"));
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private record Row(ApiVersion version, Write write, Latencies latencies) {}

  private List<Row> measure(KubernetesClient client, String prefix) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (ApiVersion version : List.of(ApiVersion.V1, ApiVersion.V1ALPHA1)) {
      ObjectNode cluster = sample(version);
      for (Write write : Write.values()) {
        long[] nanos = new long[writes];
        for (int i = -warmUp; i < writes; i++) {
          int number = write == Write.CREATE ? i + warmUp : 0;
          cluster
              .withObject("/metadata")
              .put("name", prefix + "-" + version.version() + "-" + number);
          long took = write.send(client, version.version(), cluster, i + warmUp);
          if (i >= 0) {
            nanos[i] = took;
          }
        }
        rows.add(new Row(version, write, Latencies.of(nanos)));
      }
    }
    return rows;
  }

  private ObjectNode sample(ApiVersion version) {
    ObjectNode sample =
        version == ApiVersion.V1
            ? SampleRayClusters.v1(Layout.KUBERAY, bytes)
            : SampleRayClusters.v1alpha1(Layout.KUBERAY, bytes);
    sample
        .withObject("/metadata")
        .put("namespace", "default")
        .remove(
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"));
    sample.remove("status");
    // Is for autoscaler v2 alone, which the sample does not ask for.
    if (sample.at("/spec/workerGroupSpecs/0") instanceof ObjectNode group) {
      group.remove("idleTimeoutSeconds");
    }
    return sample;
  }

  private void print(List<Row> without, List<Row> with) {
    System.out.printf(
        Locale.ROOT,
        """
        | Write, of %d bytes | Version | Without webhooks, p50 | p99 | With, p50 | p99 | Added, p50 |
        |---|---|---|---|---|---|---|
        """,
        bytes);
    for (int i = 0; i < with.size(); i++) {
      Latencies before = without.get(i).latencies;
      Latencies after = with.get(i).latencies;
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
          with.get(i).write.title(),
          with.get(i).version.version(),
          before.millis(0.5),
          before.millis(0.99),
          after.millis(0.5),
          after.millis(0.99),
          after.millis(0.5) - before.millis(0.5));
    }
  }
}

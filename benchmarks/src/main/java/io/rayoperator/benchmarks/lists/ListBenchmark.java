package io.rayoperator.benchmarks.lists;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.benchmarks.SampleRayClusters;
import io.rayoperator.benchmarks.WebhookProcess;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.WebhookEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stores many RayClusters on a running control plane and lists them in both versions. The list in
 * the storage version is what the API server takes by itself.
 */
@Command(name = "lists", mixinStandardHelpOptions = true, sortOptions = false)
public final class ListBenchmark implements Callable<Integer> {

  private static final int CREATORS = 16;
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);

  @Option(names = "--kubeconfig", required = true, description = "Of the local control plane.")
  private Path kubeconfig = Path.of("");

  @Option(names = "--launcher", required = true, description = "The assembled bin/ray-operator.")
  private Path launcher = Path.of("");

  @Option(names = "--directory", required = true, description = "For certificates and the log.")
  private Path directory = Path.of("");

  @Option(names = "--objects", required = true)
  private int objects;

  @Option(names = "--bytes", required = true, description = "Size of an object in v1alpha1.")
  private int bytes;

  @Option(names = "--layout", defaultValue = "KUBERAY")
  private Layout layout = Layout.KUBERAY;

  @Option(names = "--limit", description = "Objects of a part.", defaultValue = "500")
  private int limit;

  @Option(names = "--repeat", description = "How often, after the first.", defaultValue = "3")
  private int repeat;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ListBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory);
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(config)
                    .withRequestTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()))
                    .build())
            .build()) {
      // Stored without webhooks: they would only make the preparation longer.
      RayClusterApi.installWithoutWebhooks(client);
      store(client);
      try (WebhookProcess webhooks = WebhookProcess.start(launcher, directory)) {
        // From here on: the API server fills its cache of v1alpha1 before anybody asks for it.
        Duration cpuBefore = webhooks.usage().cpu();
        RayClusterApi.install(
            client, new WebhookEndpoint(webhooks.conversion().resolve("/"), webhooks.caBundle()));
        measure(new RayClusterLists(client), webhooks, cpuBefore);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void store(KubernetesClient client) throws Exception {
    ObjectNode sample = SampleRayClusters.v1(layout, bytes);
    ObjectNode metadata = sample.withObject("/metadata");
    metadata.remove(List.of("uid", "resourceVersion", "creationTimestamp", "managedFields"));
    metadata.put("namespace", "default");
    try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
      List<Future<?>> creations = new ArrayList<>();
      for (int i = 0; i < objects; i++) {
        metadata.put("name", "cluster-" + i);
        String object = sample.toString();
        creations.add(
            creators.submit(
                () ->
                    client.raw("/apis/ray.io/v1/namespaces/default/rayclusters", "POST", object)));
      }
      for (Future<?> creation : creations) {
        creation.get();
      }
    }
  }

  private void measure(RayClusterLists lists, WebhookProcess webhooks, Duration cpuBefore)
      throws Exception {
    Duration floorFirst = lists.read("v1", 0).time();
    Duration floor = repeated(lists, "v1", 0);
    RayClusterLists.Read first = lists.read("v1alpha1", 0);
    Duration cpu = webhooks.usage().cpu().minus(cpuBefore);
    long conversions = webhooks.conversions();
    Duration again = repeated(lists, "v1alpha1", 0);
    Duration floorInParts = repeated(lists, "v1", limit);
    Duration inParts = repeated(lists, "v1alpha1", limit);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d × %d kB | %d MB | %.2f s | %.2f s | %.2f s | %.2f s | %.2f | %.2f s | %.2f s | %.2f | %d | %.2f s | %d MB |%n",
        layout.title(),
        objects,
        bytes / 1000,
        first.bytes() / 1_000_000,
        seconds(floorFirst),
        seconds(floor),
        seconds(first.time()),
        seconds(again),
        seconds(again) / seconds(floor),
        seconds(floorInParts),
        seconds(inParts),
        seconds(inParts) / seconds(floorInParts),
        conversions,
        seconds(cpu),
        webhooks.usage().peakResidentBytes() >> 20);
  }

  /** The median of several. */
  private Duration repeated(RayClusterLists lists, String version, int part) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      times.add(lists.read(version, part).time());
    }
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

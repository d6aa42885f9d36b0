package io.rayoperator.benchmarks.scale;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.benchmarks.ProcessUsage;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.RayClusters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Creates RayClusters on a running control plane and measures an operator that makes them ready.
 */
@Command(name = "scale", mixinStandardHelpOptions = true, sortOptions = false)
public final class ScaleBenchmark implements Callable<Integer> {

  private static final String NAMESPACE = "default";
  private static final int CREATORS = 8;
  private static final String USER_AGENT = "scale-benchmark";
  private static final List<String> CONTROL_PLANE_AGENTS =
      List.of("kube-", "kwok", "etcd", "kubectl", USER_AGENT);
  private static final Duration SETTLE = Duration.ofSeconds(5);

  @Option(
      names = "--label",
      description = "Name of the operator in the result.",
      defaultValue = "operator")
  private String label = "operator";

  @Option(names = "--clusters", description = "How many RayClusters.", defaultValue = "100")
  private int clusters = 100;

  @Option(names = "--workers", description = "Worker pods of each.", defaultValue = "1")
  private int workers = 1;

  @Option(names = "--kubeconfig", required = true, description = "Of the local control plane.")
  private Path kubeconfig = Path.of("");

  @Option(names = "--audit-log", required = true, description = "Of its API server.")
  private Path auditLog = Path.of("");

  @Option(names = "--log", required = true, description = "File for the operator's output.")
  private Path log = Path.of("");

  @Option(
      names = "--timeout",
      description = "Seconds until all must be ready.",
      defaultValue = "900")
  private int timeoutSeconds = 900;

  @Option(
      names = "--idle",
      description = "Seconds to watch the idle operator afterwards.",
      defaultValue = "20")
  private int idleSeconds = 20;

  @Parameters(
      arity = "1..*",
      description = "The operator's command; it finds KUBECONFIG in its environment.")
  private List<String> command = List.of();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ScaleBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Process operator = start();
    try (KubernetesClient client = client()) {
      Thread.sleep(SETTLE);
      print(measure(client, operator));
      return CommandLine.ExitCode.OK;
    } finally {
      operator.destroy();
      operator.waitFor();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.start();
  }

  private KubernetesClient client() {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config).withUserAgent(USER_AGENT).build())
        .build();
  }

  private ScaleResult measure(KubernetesClient client, Process operator) throws Exception {
    AuditLog audit = AuditLog.of(auditLog);
    AuditLog.Mark mark = audit.mark();
    ProcessUsage before = ProcessUsage.of(operator.pid());
    ReadyClusters ready = new ReadyClusters(clusters);
    Instant started = Instant.now();
    try (Watch _ =
        client.genericKubernetesResources(RayClusterApi.V1).inNamespace(NAMESPACE).watch(ready)) {
      Map<String, Instant> createdAt = createAll(client);
      ready.await(Duration.ofSeconds(timeoutSeconds));
      Duration untilLast = Duration.between(started, ready.last());
      Thread.sleep(SETTLE);
      ProcessUsage after = ProcessUsage.of(operator.pid());
      Map<String, Long> writes = writesOfOperator(audit.requestsSince(mark));
      List<Duration> latencies = ready.latencies(createdAt);

      AuditLog.Mark idleMark = audit.mark();
      Thread.sleep(Duration.ofSeconds(idleSeconds));
      ProcessUsage idle = ProcessUsage.of(operator.pid());
      long idleWrites =
          writesOfOperator(audit.requestsSince(idleMark)).values().stream()
              .mapToLong(Long::longValue)
              .sum();
      return new ScaleResult(
          untilLast,
          latencies.get(latencies.size() / 2),
          latencies.get((int) (latencies.size() * 0.99)),
          after.cpu().minus(before.cpu()).dividedBy(clusters),
          after,
          writes,
          idle.cpu().minus(after.cpu()),
          idleWrites);
    }
  }

  private Map<String, Instant> createAll(KubernetesClient client) throws Exception {
    Map<String, Instant> createdAt = new ConcurrentHashMap<>();
    try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
      List<Future<?>> creations =
          IntStream.range(0, clusters)
              .<Future<?>>mapToObj(
                  i -> creators.submit(() -> create(client, "scale-" + i, createdAt)))
              .toList();
      for (Future<?> creation : creations) {
        creation.get();
      }
    }
    return createdAt;
  }

  private void create(KubernetesClient client, String name, Map<String, Instant> createdAt) {
    RayCluster cluster = RayClusters.rayCluster(name, RayClusters.withWorkers("workers", workers));
    createdAt.put(name, Instant.now());
    client.resource(cluster).inNamespace(NAMESPACE).create();
  }

  /**
   * Per verb and resource; whatever is not one of the control plane's processes is the operator.
   */
  private static Map<String, Long> writesOfOperator(List<ApiRequest> requests) {
    Function<ApiRequest, String> key = request -> request.verb() + " " + request.resource();
    return requests.stream()
        .filter(ApiRequest::isWrite)
        .filter(request -> !request.resource().startsWith("leases"))
        .filter(request -> CONTROL_PLANE_AGENTS.stream().noneMatch(request.userAgent()::startsWith))
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private void print(ScaleResult result) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d × (1 + %d) | %.1f s | %.1f s | %.1f s | %d ms | %d MB | %d MB | %.1f %% of a core, %d writes |%n",
        label,
        clusters,
        workers,
        seconds(result.untilLastReady()),
        seconds(result.medianLatency()),
        seconds(result.p99Latency()),
        result.cpuPerCluster().toMillis(),
        result.usage().residentBytes() >> 20,
        result.usage().peakResidentBytes() >> 20,
        100 * seconds(result.idleCpu()) / idleSeconds,
        result.idleWrites());
    result
        .writes()
        .forEach(
            (request, count) -> System.out.printf(Locale.ROOT, "    %6d %s%n", count, request));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /**
   * @param untilLastReady from the first creation to the last cluster's ready
   * @param medianLatency from a cluster's creation to its ready
   * @param p99Latency the same, exceeded by one in a hundred
   * @param cpuPerCluster of the operator, from the first creation until a few seconds after the
   *     last ready
   * @param usage of the operator then
   * @param writes of the operator, leases left out
   * @param idleCpu of the operator while nothing happened
   * @param idleWrites of the operator in that time, leases left out
   */
  private record ScaleResult(
      Duration untilLastReady,
      Duration medianLatency,
      Duration p99Latency,
      Duration cpuPerCluster,
      ProcessUsage usage,
      Map<String, Long> writes,
      Duration idleCpu,
      long idleWrites) {}
}

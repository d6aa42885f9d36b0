package io.rayoperator.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rayoperator.benchmarks.scale.cluster.ClusterWatch;
import io.rayoperator.benchmarks.scale.cluster.PodWatch;
import io.rayoperator.benchmarks.scale.cluster.Users;
import io.rayoperator.benchmarks.scale.operator.OperatorProcess;
import io.rayoperator.benchmarks.scale.operator.OperatorRequests;
import io.rayoperator.benchmarks.scale.operator.RequestCounts;
import io.rayoperator.benchmarks.scale.phase.Bench;
import io.rayoperator.benchmarks.scale.phase.Phase;
import io.rayoperator.benchmarks.scale.result.Machine;
import io.rayoperator.benchmarks.scale.result.OperatorResult;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import io.rayoperator.testing.AuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures one operator on a running control plane that has nothing but its definition. */
@Command(name = "measure", mixinStandardHelpOptions = true, sortOptions = false)
final class MeasureCommand implements Callable<Integer> {

  @Option(names = "--label", required = true, description = "Name of the operator.")
  private String label = "";

  @Option(names = "--kubeconfig", required = true, description = "Of the local control plane.")
  private Path kubeconfig = Path.of("");

  @Option(names = "--audit-log", required = true, description = "Of its API server.")
  private Path auditLog = Path.of("");

  @Option(names = "--log", required = true, description = "File for the operator's output.")
  private Path log = Path.of("");

  @Option(names = "--output", required = true, description = "File for the result, in JSON.")
  private Path output = Path.of("");

  @Option(
      names = "--timeout",
      description = "Seconds for everything that is waited for.",
      defaultValue = "1800")
  private int timeoutSeconds;

  @Option(
      names = "--phases",
      split = ",",
      description = "Names of phases; the order does not matter.",
      defaultValue = "warm-up,create,idle,scale-up,scale-down,fairness,restart,delete")
  private Set<String> phases = Set.of();

  @Mixin private LoadOptions load = new LoadOptions();

  @Parameters(
      arity = "1..*",
      description = "The operator's command; it finds KUBECONFIG in its environment.")
  private List<String> command = List.of();

  @Override
  public Integer call() throws Exception {
    Machine machine = Machine.now();
    List<PhaseResult> results = new ArrayList<>();
    Set<String> userAgents = new TreeSet<>();
    try (KubernetesClient client = client();
        ClusterWatch clusters = new ClusterWatch(client);
        PodWatch pods = new PodWatch(client);
        OperatorProcess operator = new OperatorProcess(command, kubeconfig, log)) {
      OperatorRequests requests = new OperatorRequests(AuditLog.of(auditLog));
      Bench bench =
          new Bench(
              load.toLoad(),
              new Users(client),
              clusters,
              pods,
              operator,
              requests,
              Duration.ofSeconds(timeoutSeconds));
      for (Phase phase : Phase.ALL) {
        if (phase.name().equals("start") || phases.contains(phase.name())) {
          PhaseResult result = phase.run(bench);
          results.add(result);
          userAgents.addAll(requests.counts().userAgents());
          System.err.printf(Locale.ROOT, "    %s: %.1f s%n", phase.name(), result.seconds());
        }
      }
    }
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(
            output.toFile(),
            new OperatorResult(label, command, machine, load.toLoad(), userAgents, results));
    return CommandLine.ExitCode.OK;
  }

  /** Knows no classes, so that what it watches is read as it is. */
  private KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withUserAgent(RequestCounts.BENCHMARK)
                .build())
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }
}

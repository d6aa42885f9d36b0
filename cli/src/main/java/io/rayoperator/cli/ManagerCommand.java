package io.rayoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.operator.RayClusterOperator;
import io.rayoperator.operator.config.OperatorConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "manager",
    header = "Run the operator: it makes the pods and Services of every RayCluster.",
    description = {
      "Flags, config file and environment variables have KubeRay's names and meanings. Several managers may run; one of"
          + " them works, the others stand by."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  In a pod:",
      "    ray-operator manager --watch-namespace=team-a,team-b",
      "  On this machine, against the cluster of the current kubectl context:",
      "    ray-operator manager --enable-leader-election=false --log-stdout-encoder console"
    })
final class ManagerCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ManagerCommand.class);

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private ManagerOptions options;

  @Mixin private MetricsOptions metrics;

  @Override
  public Integer call() throws IOException, InterruptedException {
    OperatorConfig config = config();
    server.startLogs(options.logFile(server.logFile()));
    options.remarks(System.getenv()).forEach(LOG::warn);
    try (KubernetesClient client = server.client()) {
      RayClusterOperator operator = RayClusterOperator.start(config, client);
      LOG.info(
          "operator is ready, health on port {}, metrics on port {}",
          operator.healthPort(),
          operator.metricsPort());
      AutoCloseable secureMetrics = metrics.start(server, operator::metrics);
      Service.runUntilStopped(operator, secureMetrics);
    }
    return ExitCode.OK;
  }

  private OperatorConfig config() throws IOException {
    try {
      return options.config(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}

package io.rayoperator.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The operator for tests: embedded, or as a process of its own that can be killed. */
public final class TestOperator {

  private TestOperator() {}

  /** Free ports, no leader election. */
  static OperatorConfig.Builder config() {
    return OperatorConfig.builder()
        .metricsAddress("127.0.0.1:0")
        .healthProbeAddress("127.0.0.1:0")
        .leaderElection(false);
  }

  static LocalProcess process(LocalControlPlane plane) {
    LocalProcess process =
        LocalProcess.start(
            plane,
            "operator",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TestOperator.class.getName()),
            Map.of("KUBECONFIG", plane.kubeconfig().toString()));
    awaitStarted(process);
    return process;
  }

  static void awaitStarted(LocalProcess process) {
    process.awaitOutput(Pattern.compile("Started ray-operator"), Duration.ofSeconds(60));
  }

  /** Runs the operator until the process ends. */
  public static void main(String[] args) throws InterruptedException {
    Config connection = Config.fromKubeconfig(new File(System.getenv("KUBECONFIG")));
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(connection).build();
        RayClusterOperator operator = RayClusterOperator.start(config().build(), client)) {
      Runtime.getRuntime().addShutdownHook(new Thread(operator::close));
      Thread.currentThread().join();
    }
  }
}

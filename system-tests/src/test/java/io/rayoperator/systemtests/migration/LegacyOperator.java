package io.rayoperator.systemtests.migration;

import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The operator as a process that serves clusters of {@code cluster.ray.io/v1}. */
final class LegacyOperator implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("operator is ready");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final LocalProcess process;

  private LegacyOperator(LocalProcess process) {
    this.process = process;
  }

  static LegacyOperator start(LocalControlPlane controlPlane) {
    LocalProcess process =
        LocalProcess.start(
            controlPlane,
            "legacy-operator",
            Launcher.command(
                List.of(
                    "manager",
                    "--legacy-clusters",
                    "--kubeconfig=" + controlPlane.kubeconfig(),
                    "--metrics-addr=127.0.0.1:0",
                    "--health-probe-bind-address=127.0.0.1:0",
                    "--enable-leader-election=false",
                    "--log-stdout-encoder=console")),
            Launcher.ENVIRONMENT);
    process.awaitOutput(READY, START_TIMEOUT);
    return new LegacyOperator(process);
  }

  void kill() {
    process.kill();
  }

  void restart() {
    process.restart();
    process.awaitOutput(READY, START_TIMEOUT);
  }

  @Override
  public void close() {
    process.close();
  }
}

package io.rayoperator.cli;

import ch.qos.logback.classic.Level;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.cli.logging.LogEncoding;
import io.rayoperator.cli.logging.Logs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both servers take: logs, and the way to the API server. */
final class ServerOptions {

  @Option(
      names = "--log-stdout-encoder",
      paramLabel = "json|console",
      defaultValue = "json",
      description = "How log lines look on the standard output (default: ${DEFAULT-VALUE}).")
  private LogEncoding stdoutEncoding = LogEncoding.json;

  @Option(
      names = "--log-file-path",
      paramLabel = "FILE",
      description =
          "Also write the log to this file, rotated at 500 MB; ten old ones are kept for 30 days.")
  private @Nullable Path logFile;

  @Option(
      names = "--log-file-encoder",
      paramLabel = "json|console",
      defaultValue = "json",
      description = "How log lines look in the file (default: ${DEFAULT-VALUE}).")
  private LogEncoding fileEncoding = LogEncoding.json;

  @Option(
      names = {"--log-level", "--zap-log-level"},
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "Lowest level that is logged: debug, info, warn or error (default: ${DEFAULT-VALUE}).")
  private LogLevel level = LogLevel.info;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "How to reach the API server (default: the pod's service account, else $KUBECONFIG, else ~/.kube/config).")
  private @Nullable Path kubeconfig;

  /** The levels that users know. */
  enum LogLevel {
    debug,
    info,
    warn,
    error
  }

  /** What the flag says; null for none. */
  @Nullable Path logFile() {
    return logFile;
  }

  void startLogs() {
    startLogs(logFile);
  }

  /**
   * Starts logs as the flags say, but for the file.
   *
   * @param file null for none
   */
  void startLogs(@Nullable Path file) {
    Logs.toStandardOutput(stdoutEncoding, Level.toLevel(level.name()));
    if (file != null) {
      Logs.alsoToFile(file, fileEncoding);
    }
  }

  /** Where the API server is, and how to log on. */
  Config connection() {
    return kubeconfig == null
        ? Config.autoConfigure(null)
        : Config.fromKubeconfig(kubeconfig.toFile());
  }

  /** A new client; the caller closes it. */
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(connection()).build();
  }
}

package io.rayoperator.cli;

import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.operator.config.FeatureGates;
import io.rayoperator.operator.config.OperatorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** KubeRay's flags (KubeRay contract §16.1). What is not given keeps the operator's default. */
final class ManagerOptions {

  private static final Set<String> BATCH_SCHEDULERS =
      Set.of("volcano", "yunikorn", "scheduler-plugins", "kai-scheduler");

  @Option(
      names = "--metrics-addr",
      paramLabel = "[HOST]:PORT",
      description = "Where to serve metrics to everybody; 0 for nowhere (default: :8080).")
  private @Nullable String metricsAddress;

  @Option(
      names = "--health-probe-bind-address",
      paramLabel = "[HOST]:PORT",
      description = "Where to serve /healthz and /readyz; 0 for nowhere (default: :8082).")
  private @Nullable String healthProbeAddress;

  @Option(
      names = "--enable-leader-election",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Work only while holding the lease ray-operator-leader (default: true).")
  private @Nullable Boolean leaderElection;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAMESPACE",
      description = "Where the lease is (default: the pod's namespace).")
  private @Nullable String leaderElectionNamespace;

  @Option(
      names = "--reconcile-concurrency",
      paramLabel = "N",
      description = "How many RayClusters are worked on at a time (default: 10).")
  private @Nullable Integer reconcileConcurrency;

  @Option(
      names = "--watch-namespace",
      paramLabel = "NAMESPACE",
      split = ",",
      description = "Namespaces to serve, separated by commas (default: all).")
  private @Nullable List<String> watchNamespaces;

  @Option(
      names = "--feature-gates",
      paramLabel = "NAME=BOOLEAN",
      description = "Features to switch on or off, separated by commas.")
  private @Nullable String featureGates;

  @Option(
      names = "--enable-metrics",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Also count per RayCluster (default: false).")
  private @Nullable Boolean clusterMetrics;

  @Option(
      names = "--legacy-clusters",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description =
          "Also serve the Python operator's RayClusters, cluster.ray.io/v1 (default: false).")
  private @Nullable Boolean legacyClusters;

  @Option(
      names = "--qps",
      paramLabel = "N",
      description = "Requests per second to the API server (default: 500).")
  private @Nullable Double qps;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "Requests at once after a quiet time (default: 1000).")
  private @Nullable Integer burst;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read the configuration from this file instead; flags then count only for logs and feature gates.")
  private @Nullable Path configFile;

  @Option(
      names = "--batch-scheduler",
      paramLabel = "NAME",
      description =
          "Batch scheduler: volcano, yunikorn, scheduler-plugins or kai-scheduler. Not acted on yet.")
  private @Nullable String batchScheduler;

  @Option(
      names = "--enable-batch-scheduler",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Deprecated: --batch-scheduler=volcano.")
  private boolean enableBatchScheduler;

  @Option(
      names = "--forced-cluster-upgrade",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Deprecated, without effect.")
  private boolean forcedClusterUpgrade;

  @Option(
      names = "--use-kubernetes-proxy",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      fallbackValue = "true",
      description = "Without effect: it concerns RayJob and RayService.")
  private boolean useKubernetesProxy;

  @Option(
      names = {"--zap-devel", "--zap-encoder", "--zap-stacktrace-level", "--zap-time-encoding"},
      arity = "0..1",
      fallbackValue = "true",
      hidden = true,
      description = "Without effect: the logs have one form.")
  private @Nullable List<String> zap;

  /**
   * The operator's configuration.
   *
   * @param environment such as {@code System.getenv()}
   * @throws IllegalArgumentException if an option has an impossible value; the message is for the
   *     user
   * @throws IOException if the config file cannot be read
   */
  OperatorConfig config(Map<String, String> environment) throws IOException {
    OperatorConfig.Builder config = OperatorConfig.builder().environment(environment);
    if (configFile == null) {
      takeFlags(config);
    } else {
      ConfigurationFile.read(configFile).into(config);
    }
    FeatureGates gates =
        featureGates == null ? FeatureGates.defaults() : FeatureGates.parse(featureGates);
    OperatorConfig result = config.featureGates(gates).build();
    if (gates.enabled(FeatureGate.KUBERNETES_WAS) && !result.batchScheduler().isEmpty()) {
      throw new IllegalArgumentException(
          "The feature gate KubernetesWAS and a batch scheduler exclude each other");
    }
    return result;
  }

  /**
   * The file that the log is also written to; null for none.
   *
   * @param flag what {@code --log-file-path} says; does not count beside a config file
   * @throws IOException if the config file cannot be read
   */
  @Nullable Path logFile(@Nullable Path flag) throws IOException {
    if (configFile == null) {
      return flag;
    }
    String file = ConfigurationFile.read(configFile).logFile();
    return file == null || file.isBlank() ? null : Path.of(file);
  }

  private void takeFlags(OperatorConfig.Builder config) {
    ifGiven(metricsAddress, config::metricsAddress);
    ifGiven(healthProbeAddress, config::healthProbeAddress);
    ifGiven(leaderElection, config::leaderElection);
    ifGiven(leaderElectionNamespace, config::leaderElectionNamespace);
    ifGiven(reconcileConcurrency, config::reconcileConcurrency);
    ifGiven(watchNamespaces, config::watchNamespaces);
    ifGiven(clusterMetrics, config::clusterMetrics);
    ifGiven(legacyClusters, config::legacyClusters);
    ifGiven(qps, config::qps);
    ifGiven(burst, config::burst);
    config.batchScheduler(batchScheduler(batchScheduler, enableBatchScheduler));
  }

  /** The batch scheduler that two options ask for; empty for none. */
  static String batchScheduler(@Nullable String name, boolean volcano) {
    String scheduler = name == null ? "" : name;
    if (volcano && !scheduler.isEmpty()) {
      throw new IllegalArgumentException(
          "--enable-batch-scheduler is an old name of --batch-scheduler=volcano: use one of them");
    }
    if (!scheduler.isEmpty() && !BATCH_SCHEDULERS.contains(scheduler)) {
      throw new IllegalArgumentException(
          "'"
              + scheduler
              + "' is no batch scheduler: volcano, yunikorn, scheduler-plugins and kai-scheduler are");
    }
    return volcano ? "volcano" : scheduler;
  }

  static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /**
   * What was asked for and has no effect.
   *
   * @param environment such as {@code System.getenv()}
   */
  List<String> remarks(Map<String, String> environment) {
    List<String> remarks = new ArrayList<>();
    if ("true".equals(environment.get("ENABLE_WEBHOOKS"))) {
      remarks.add("ENABLE_WEBHOOKS has no effect: `ray-operator webhook` serves webhooks");
    }
    if (forcedClusterUpgrade) {
      remarks.add("--forced-cluster-upgrade has no effect");
    }
    if (useKubernetesProxy) {
      remarks.add("--use-kubernetes-proxy has no effect: it concerns RayJob and RayService");
    }
    if (zap != null) {
      remarks.add("--zap-* flags other than --zap-log-level have no effect");
    }
    FeatureGates gates =
        featureGates == null ? FeatureGates.defaults() : FeatureGates.parse(featureGates);
    Arrays.stream(FeatureGate.values())
        .filter(gate -> gate.stage() == FeatureGate.Stage.ALPHA && gates.enabled(gate))
        .forEach(gate -> remarks.add("The feature " + gate.gateName() + " is not acted on yet"));
    return remarks;
  }
}

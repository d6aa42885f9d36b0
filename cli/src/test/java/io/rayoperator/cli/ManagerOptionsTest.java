package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ManagerOptionsTest {

  @TempDir Path directory;

  @Test
  @Contract({"16.1", "16.3"})
  void withoutFlagsTheDefaultsAndTheEnvironmentHold() throws IOException {
    assertThat(options().config(Map.of())).isEqualTo(OperatorConfig.defaults());
    assertThat(
            options().config(Map.of("ENABLE_PROBES_INJECTION", "false")).model().probesInjection())
        .isFalse();
  }

  @Test
  @Contract({"16.1", "16.4"})
  void eachFlagSetsItsOption() throws IOException {
    OperatorConfig config =
        options(
                "--metrics-addr=:1",
                "--health-probe-bind-address=:2",
                "--enable-leader-election=false",
                "--leader-election-namespace=ops",
                "--reconcile-concurrency=3",
                "--watch-namespace=a,b",
                "--feature-gates=RayClusterMTLS=true",
                "--enable-metrics",
                "--qps=5.5",
                "--burst=6",
                "--batch-scheduler=yunikorn")
            .config(Map.of());

    assertThat(config)
        .returns(":1", OperatorConfig::metricsAddress)
        .returns(":2", OperatorConfig::healthProbeAddress)
        .returns(3, OperatorConfig::reconcileConcurrency)
        .returns(Set.of("a", "b"), OperatorConfig::watchNamespaces)
        .returns(true, OperatorConfig::clusterMetrics)
        .returns(5.5, OperatorConfig::qps)
        .returns(6, OperatorConfig::burst)
        .returns("yunikorn", OperatorConfig::batchScheduler);
    assertThat(config.leaderElection().enabled()).isFalse();
    assertThat(config.leaderElection().namespace()).isEqualTo("ops");
    assertThat(config.model().enabled(FeatureGate.RAY_CLUSTER_MTLS)).isTrue();
  }

  @Test
  @Contract("16.1")
  void flagsMayBeWrittenAsGoProgramsTakeThem() throws IOException {
    OperatorConfig config =
        options(
                "-metrics-addr",
                ":1",
                "-enable-leader-election=true",
                "-qps=7",
                "--enable-batch-scheduler")
            .config(Map.of());

    assertThat(config)
        .returns(":1", OperatorConfig::metricsAddress)
        .returns(7.0, OperatorConfig::qps)
        .returns("volcano", OperatorConfig::batchScheduler);
    assertThat(config.leaderElection().enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--feature-gates=Nonsense=true | unknown feature gate",
        "--batch-scheduler=default | 'default' is no batch scheduler",
        "--batch-scheduler=volcano,--enable-batch-scheduler | use one of them",
        "--batch-scheduler=volcano,--feature-gates=KubernetesWAS=true | exclude each other",
        "--reconcile-concurrency=0 | must be at least 1",
      })
  @Contract({"16.1", "16.4"})
  void impossibleValuesAreNamed(String flags, String message) {
    assertThatThrownBy(() -> options(flags.split(",")).config(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  @Contract("16.1")
  void flagsWithoutEffectAreRemarkedOn() {
    assertThat(options().remarks(Map.of("ENABLE_WEBHOOKS", "false"))).isEmpty();
    assertThat(
            options(
                    "--forced-cluster-upgrade",
                    "--use-kubernetes-proxy=true",
                    "--zap-devel",
                    "--zap-encoder=console",
                    "--feature-gates=RayClusterMTLS=true")
                .remarks(Map.of("ENABLE_WEBHOOKS", "true")))
        .containsExactly(
            "ENABLE_WEBHOOKS has no effect: `ray-operator webhook` serves webhooks",
            "--forced-cluster-upgrade has no effect",
            "--use-kubernetes-proxy has no effect: it concerns RayJob and RayService",
            "--zap-* flags other than --zap-log-level have no effect",
            "The feature RayClusterMTLS is not acted on yet");
  }

  @Test
  @Contract("16.2")
  void configFileReplacesTheFlags() throws IOException {
    Path file =
        config(
            """
            metricsAddr: ":1"
            probeAddr: ":2"
            enableLeaderElection: false
            leaderElectionNamespace: ops
            reconcileConcurrency: 3
            watchNamespace: a, b
            enableMetrics: true
            qps: 5.5
            burst: 0
            batchScheduler: kai-scheduler
            headSidecarContainers: [{name: head-side, image: busybox}]
            workerSidecarContainers: [{name: worker-side, image: busybox}]
            defaultContainerEnvs: [{name: A, value: b}]
            defaultPodAnnotations: {a: b}
            defaultPodLabels: {c: d}
            deleteRayJobAfterJobFinishes: true
            """);

    OperatorConfig config =
        options("--config=" + file, "--metrics-addr=:9", "--feature-gates=RayClusterMTLS=true")
            .config(Map.of());

    assertThat(config)
        .returns(":1", OperatorConfig::metricsAddress)
        .returns(":2", OperatorConfig::healthProbeAddress)
        .returns(3, OperatorConfig::reconcileConcurrency)
        .returns(Set.of("a", "b"), OperatorConfig::watchNamespaces)
        .returns(true, OperatorConfig::clusterMetrics)
        .returns(5.5, OperatorConfig::qps)
        .returns(OperatorConfig.defaults().burst(), OperatorConfig::burst)
        .returns("kai-scheduler", OperatorConfig::batchScheduler);
    assertThat(config.leaderElection().enabled()).isFalse();
    assertThat(config.leaderElection().namespace()).isEqualTo("ops");
    assertThat(config.model().headSidecarContainers())
        .extracting("name")
        .containsExactly("head-side");
    assertThat(config.model().workerSidecarContainers())
        .extracting("name")
        .containsExactly("worker-side");
    assertThat(config.model().defaultContainerEnvs()).extracting("name", "value").hasSize(1);
    assertThat(config.model().defaultPodAnnotations()).isEqualTo(Map.of("a", "b"));
    assertThat(config.model().defaultPodLabels()).isEqualTo(Map.of("c", "d"));
    assertThat(config.model().enabled(FeatureGate.RAY_CLUSTER_MTLS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reconcileConcurrency: many", "enableMetrics: \"true\"", "defaultPodLabels: [a]"})
  @Contract("16.2")
  void wrongTypeInTheConfigFileNamesTheField(String line) throws IOException {
    Path file = config(line + "\n");

    assertThatThrownBy(() -> options("--config=" + file).config(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": " + line.substring(0, line.indexOf(':')) + ": ");
  }

  @Test
  @Contract("16.2")
  void besidesAConfigFileOnlyItsOwnLogFileCounts() throws IOException {
    Path flag = Path.of("flag.log");
    assertThat(options().logFile(flag)).isEqualTo(flag);
    Path silent = config("");
    assertThat(options("--config=" + silent).logFile(flag)).isNull();
    Path file = config("logFile: /var/log/ray.log");
    assertThat(options("--config=" + file).logFile(flag)).isEqualTo(Path.of("/var/log/ray.log"));
  }

  @Test
  @Contract("16.2")
  void fileOfAnotherKindIsRefused() throws IOException {
    Path file =
        Files.writeString(directory.resolve("other.yaml"), "{apiVersion: v1, kind: ConfigMap}");

    assertThatThrownBy(() -> options("--config=" + file).config(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "apiVersion and kind must be config.ray.io/v1alpha1 and Configuration");
    assertThat(CommandLineRun.of("manager", "--config", file))
        .returns(ExitCode.USAGE, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .contains("must be config.ray.io/v1alpha1");
  }

  private Path config(String fields) throws IOException {
    return Files.writeString(
        directory.resolve("config.yaml"),
        "apiVersion: config.ray.io/v1alpha1\nkind: Configuration\n" + fields);
  }

  private static ManagerOptions options(String... flags) {
    String[] arguments = new String[flags.length + 1];
    arguments[0] = "manager";
    System.arraycopy(flags, 0, arguments, 1, flags.length);
    String[] normalized = GoFlags.normalized(arguments);
    ManagerOptions options = new ManagerOptions();
    new CommandLine(options).parseArgs(Arrays.copyOfRange(normalized, 1, normalized.length));
    return options;
  }
}

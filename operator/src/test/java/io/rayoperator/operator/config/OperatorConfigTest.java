package io.rayoperator.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {

  @Test
  @Contract("16.3")
  void environmentVariablesFollowKubeRaysRules() {
    OperatorConfig config =
        OperatorConfig.builder()
            .environment(
                Map.of(
                    "ENABLE_INIT_CONTAINER_INJECTION", "False",
                    "ENABLE_PROBES_INJECTION", "no",
                    "ENABLE_RAY_HEAD_CLUSTER_IP_SERVICE", "TRUE",
                    "ENABLE_LOGIN_SHELL", "yes",
                    "CLUSTER_DOMAIN", "example.org",
                    "RAYCLUSTER_DEFAULT_REQUEUE_SECONDS_ENV", "60"))
            .build();
    assertThat(config.model().initContainerInjection()).isFalse();
    assertThat(config.model().probesInjection()).isTrue();
    assertThat(config.model().headClusterIpService()).isTrue();
    assertThat(config.model().loginShell()).isFalse();
    assertThat(config.model().clusterDomain()).isEqualTo("example.org");
    assertThat(config.requeueInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @Contract("16.3")
  void emptyEnvironmentChangesNothing() {
    assertThat(OperatorConfig.builder().environment(Map.of("CLUSTER_DOMAIN", "")).build())
        .isEqualTo(OperatorConfig.defaults());
  }

  @Test
  @Contract("0.2")
  void requeueTimesThatAreNoNumbersAreIgnored() {
    assertThat(
            OperatorConfig.builder()
                .environment(Map.of("RAYCLUSTER_DEFAULT_REQUEUE_SECONDS_ENV", "soon"))
                .build()
                .requeueInterval())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  @Contract("16.4")
  void featureGatesAreReadAndUnknownOnesRefused() {
    FeatureGates gates = FeatureGates.parse("RayMultiHostIndexing=false, RayClusterMTLS=true");
    assertThat(gates.enabled(FeatureGate.RAY_MULTI_HOST_INDEXING)).isFalse();
    assertThat(gates.enabled(FeatureGate.RAY_CLUSTER_MTLS)).isTrue();
    assertThat(gates.enabled(FeatureGate.RAY_CLUSTER_STATUS_CONDITIONS)).isTrue();
    assertThat(FeatureGates.parse("").enabled(FeatureGate.KUBERNETES_WAS)).isFalse();
    assertThatThrownBy(() -> FeatureGates.parse("NoSuchGate=true"))
        .hasMessageContaining("NoSuchGate")
        .hasMessageContaining("RayMultiHostIndexing");
    assertThatThrownBy(() -> FeatureGates.parse("RayClusterMTLS")).hasMessageContaining("=true");
    assertThatThrownBy(() -> FeatureGates.parse("RayClusterMTLS=on"))
        .hasMessageContaining("neither true nor false");
  }

  @Test
  @Contract("16.1")
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> OperatorConfig.builder().reconcileConcurrency(0).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OperatorConfig.builder().qps(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Contract("16.1")
  void documentedDefaultsAreTheRealOnes() {
    OperatorConfig defaults = OperatorConfig.defaults();
    assertThat(documentedDefault("qps")).isEqualTo(String.valueOf((int) defaults.qps()));
    assertThat(documentedDefault("burst")).isEqualTo(String.valueOf(defaults.burst()));
    assertThat(documentedDefault("reconcile-concurrency"))
        .isEqualTo(String.valueOf(defaults.reconcileConcurrency()));
    assertThat(documentedDefault("metrics-addr")).isEqualTo(defaults.metricsAddress());
    assertThat(documentedDefault("health-probe-bind-address"))
        .isEqualTo(defaults.healthProbeAddress());
    assertThat(documentedDefault("enable-leader-election"))
        .isEqualTo(String.valueOf(defaults.leaderElection().enabled()));
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(OperatorVersion.current()).startsWith("ray-operator-").doesNotContain("$");
  }

  private static String documentedDefault(String flag) {
    return ConfigOptions.all().stream()
        .filter(option -> flag.equals(option.flag()))
        .findFirst()
        .orElseThrow()
        .defaultValue();
  }
}

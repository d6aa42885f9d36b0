package io.rayoperator.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeatureGateTest {

  @Test
  @Contract("16.4")
  void gatesAndDefaultsAreKubeRays() {
    assertThat(
            Arrays.stream(FeatureGate.values())
                .collect(Collectors.toMap(FeatureGate::gateName, FeatureGate::enabledByDefault)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("RayClusterStatusConditions", true),
                Map.entry("RayJobDeletionPolicy", true),
                Map.entry("RayMultiHostIndexing", true),
                Map.entry("RayServiceIncrementalUpgrade", true),
                Map.entry("RayCronJob", false),
                Map.entry("SidecarSubmitterRestart", false),
                Map.entry("RayClusterNetworkPolicy", false),
                Map.entry("GCSFaultToleranceEmbeddedStorage", false),
                Map.entry("RayClusterMTLS", false),
                Map.entry("RayClusterHistoryServer", false),
                Map.entry("KubernetesWAS", false)));
  }
}

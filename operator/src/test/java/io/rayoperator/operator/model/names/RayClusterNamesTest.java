package io.rayoperator.operator.model.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import org.junit.jupiter.api.Test;

class RayClusterNamesTest {

  private static final String NAME_OF_53 = "a123456789b123456789c123456789d123456789e123456789xyz";

  @Test
  @Contract({"1.2", "1.3"})
  void headPodNamesKeepTheFirst50CharactersOfTheCluster() {
    assertThat(RayClusterNames.headPodPrefix("demo")).isEqualTo("demo-head-");
    assertThat(RayClusterNames.headPodPrefix(NAME_OF_53))
        .isEqualTo("a123456789b123456789c123456789d123456789e123456789-head-");
  }

  @Test
  @Contract({"1.2", "1.3"})
  void longClusterNamesPushTheGroupOutOfWorkerPodNames() {
    assertThat(RayClusterNames.workerPodPrefix("demo", "small")).isEqualTo("demo-small-worker-");
    assertThat(
            RayClusterNames.workerPodPrefix(
                "ray-cluster-00000000000000000000000011111111122222222233333333333333", "group"))
        .isEqualTo("ray-cluster-00000000000000000000000011111111122222-worker-");
  }

  @Test
  @Contract("1.2")
  void podNamesAreInLowerCase() {
    assertThat(RayClusterNames.workerPodPrefix("demo", "GPU")).isEqualTo("demo-gpu-worker-");
  }

  @Test
  @Contract({"1.2", "1.3"})
  void podNamesFitWithTheirRandomSuffix() {
    assertThat(RayClusterNames.workerPodPrefix(NAME_OF_53, "group").length() + NameSuffixes.LENGTH)
        .isEqualTo(63);
  }

  @Test
  @Contract("1.2")
  void objectNamesKeepTheLast50CharactersAndBeginWithALetter() {
    assertThat(
            NameLimits.objectName(
                "72fbcc7e-a661-4b18e-ca41-e903-fc3ae634b18e-lazer090scholar-director-s"))
        .isEqualTo("rca41-e903-fc3ae634b18e-lazer090scholar-director-s");
    assertThat(NameLimits.objectName("2-step")).isEqualTo("r-step");
    assertThat(NameLimits.objectName("demo")).isEqualTo("demo");
  }

  @Test
  @Contract("1.2")
  void labelsKeepTheLast63CharactersAndBeginWithALetterOrDigit() {
    String longName = "x".repeat(10) + "-" + "y".repeat(62);
    assertThat(NameLimits.label(longName)).isEqualTo("r" + "y".repeat(62));
    assertThat(RayClusterNames.identifier("demo", "head")).isEqualTo("demo-head");
  }

  @Test
  @Contract({"1.3", "1.4"})
  void servicesAreNamedAfterTheCluster() {
    assertThat(RayClusterNames.headService("demo")).isEqualTo("demo-head-svc");
    assertThat(RayClusterNames.headlessWorkerService("demo")).isEqualTo("demo-headless");
    assertThat(RayClusterNames.serveService("demo")).isEqualTo("demo-serve-svc");
    assertThat(RayClusterNames.serviceDomainName("demo-head-svc", "ns", "cluster.local"))
        .isEqualTo("demo-head-svc.ns.svc.cluster.local");
  }

  @Test
  @Contract({"1.1", "1.3"})
  void serviceNamesOfTheLongestClusterNameFit() {
    assertThat(RayClusterNames.headService(NAME_OF_53)).hasSizeLessThanOrEqualTo(63);
    assertThat(RayClusterNames.headlessWorkerService(NAME_OF_53)).hasSizeLessThanOrEqualTo(63);
    assertThat(RayClusterNames.serveService(NAME_OF_53)).hasSize(63);
  }
}

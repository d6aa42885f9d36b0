package io.rayoperator.operator.model.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** KubeRay contract §1.2 to §1.4. */
class RayClusterNamesTest {

  private static final String NAME_OF_53 = "a123456789b123456789c123456789d123456789e123456789xyz";

  @Test
  void headPodNamesKeepTheFirst50CharactersOfTheCluster() {
    assertThat(RayClusterNames.headPodPrefix("demo")).isEqualTo("demo-head-");
    assertThat(RayClusterNames.headPodPrefix(NAME_OF_53))
        .isEqualTo("a123456789b123456789c123456789d123456789e123456789-head-");
  }

  @Test
  void longClusterNamesPushTheGroupOutOfWorkerPodNames() {
    assertThat(RayClusterNames.workerPodPrefix("demo", "small")).isEqualTo("demo-small-worker-");
    assertThat(
            RayClusterNames.workerPodPrefix(
                "ray-cluster-00000000000000000000000011111111122222222233333333333333", "group"))
        .isEqualTo("ray-cluster-00000000000000000000000011111111122222-worker-");
  }

  @Test
  void podNamesAreInLowerCase() {
    assertThat(RayClusterNames.workerPodPrefix("demo", "GPU")).isEqualTo("demo-gpu-worker-");
  }

  @Test
  void podNamesFitWithTheirRandomSuffix() {
    assertThat(RayClusterNames.workerPodPrefix(NAME_OF_53, "group").length() + NameSuffixes.LENGTH)
        .isEqualTo(63);
  }

  @Test
  void objectNamesKeepTheLast50CharactersAndBeginWithALetter() {
    assertThat(
            NameLimits.objectName(
                "72fbcc7e-a661-4b18e-ca41-e903-fc3ae634b18e-lazer090scholar-director-s"))
        .isEqualTo("rca41-e903-fc3ae634b18e-lazer090scholar-director-s");
    assertThat(NameLimits.objectName("2-step")).isEqualTo("r-step");
    assertThat(NameLimits.objectName("demo")).isEqualTo("demo");
  }

  @Test
  void labelsKeepTheLast63CharactersAndBeginWithALetterOrDigit() {
    String longName = "x".repeat(10) + "-" + "y".repeat(62);
    assertThat(NameLimits.label(longName)).isEqualTo("r" + "y".repeat(62));
    assertThat(RayClusterNames.identifier("demo", "head")).isEqualTo("demo-head");
  }

  @Test
  void servicesAreNamedAfterTheCluster() {
    assertThat(RayClusterNames.headService("demo")).isEqualTo("demo-head-svc");
    assertThat(RayClusterNames.headlessWorkerService("demo")).isEqualTo("demo-headless");
    assertThat(RayClusterNames.serviceDomainName("demo-head-svc", "ns", "cluster.local"))
        .isEqualTo("demo-head-svc.ns.svc.cluster.local");
  }

  @Test
  void serviceNamesOfTheLongestClusterNameFit() {
    assertThat(RayClusterNames.headService(NAME_OF_53)).hasSizeLessThanOrEqualTo(63);
    assertThat(RayClusterNames.headlessWorkerService(NAME_OF_53)).hasSizeLessThanOrEqualTo(63);
  }
}

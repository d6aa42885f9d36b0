package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.pod.MadePods.ray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probes of heads; those of workers are in {@link WorkerPodTest}. */
@Contract("2.12")
class RayProbesTest {

  @Test
  void headsOfOldRayAskForTheGcsToo() {
    Container ray = ray(MadePods.head(TestClusters.HEAD));
    for (Probe probe : List.of(ray.getLivenessProbe(), ray.getReadinessProbe())) {
      assertThat(probe.getExec().getCommand())
          .containsExactly(
              "bash",
              "-c",
              "wget --tries 1 -T 2 -q -O- http://localhost:52365/api/local_raylet_healthz | grep"
                  + " success && wget --tries 1 -T 10 -q -O- http://localhost:8265/api/gcs_healthz"
                  + " | grep success");
    }
  }

  @Test
  void headsHaveTimesOfTheirOwn() {
    Container ray = ray(MadePods.head(TestClusters.HEAD));
    assertThat(List.of(ray.getLivenessProbe(), ray.getReadinessProbe()))
        .extracting(
            Probe::getInitialDelaySeconds,
            Probe::getTimeoutSeconds,
            Probe::getPeriodSeconds,
            Probe::getSuccessThreshold,
            Probe::getFailureThreshold)
        .containsExactly(tuple(30, 5, 5, 1, 120), tuple(10, 5, 5, 1, 10));
    assertThat(ray.getStartupProbe()).isNull();
  }

  @Test
  @AcceptanceCase(86)
  void headsAskAtThePortsOfTheUser() {
    Container ray =
        ray(
            MadePods.head(
                "headGroupSpec: {rayStartParams: {dashboard-port: '1', dashboard-agent-listen-port: '2'},"
                    + " template: {spec: {containers: [{name: h}]}}}"));
    assertThat(ray.getReadinessProbe().getExec().getCommand().get(2))
        .contains(
            "http://localhost:2/api/local_raylet_healthz", "http://localhost:1/api/gcs_healthz");
  }

  @Test
  void headsOfNewRayAreAskedByHttp() {
    Container ray = ray(MadePods.head("rayVersion: 2.53.0\n" + TestClusters.HEAD));
    assertThat(ray.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/api/healthz");
    assertThat(ray.getReadinessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(52365);
  }

  @Test
  void headsOfAnUnknownRayAreAskedInTheOldWay() {
    assertThat(
            ray(MadePods.head("rayVersion: nightly\n" + TestClusters.HEAD))
                .getLivenessProbe()
                .getExec())
        .isNotNull();
  }
}

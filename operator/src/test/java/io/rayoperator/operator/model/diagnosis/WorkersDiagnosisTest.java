package io.rayoperator.operator.model.diagnosis;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static io.rayoperator.operator.model.TestPods.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersDiagnosisTest {

  private static final DesiredCluster CLUSTER =
      cluster(withGroups(group("a", "replicas: 2"), group("b", "replicas: 5")));

  private Map<String, Refusal> refusals = Map.of();

  @Test
  void workersAreReadyWhenEachGroupHasWhatItWants() {
    WorkersDiagnosis diagnosis =
        of(
            cluster(withGroups(group("a", "replicas: 1"))),
            worker("a", "1"),
            // Too many, or of a group that is gone: they are on their way out.
            worker("a", "2").terminating(),
            worker("a", "3").pending(),
            worker("gone", "4").pending());
    assertThat(diagnosis.ready()).isTrue();
    assertThat(diagnosis.message()).isEmpty();
  }

  @Test
  void mostFrequentCauseComesFirstAndThoseThatNeedHelpBeforeThoseThatNeedTime() {
    WorkersDiagnosis diagnosis =
        of(
            CLUSTER,
            worker("a", "a1"),
            worker("a", "a2").pending().unready().initRunning("wait-gcs-ready"),
            worker("b", "b1").scheduling("Unschedulable", "Insufficient cpu"),
            worker("b", "b2").scheduling("Unschedulable", "Insufficient cpu"),
            worker("b", "b3").ready(null).trouble("ray", "ErrImagePull", "not found"),
            worker("b", "b4").pending());
    assertThat(diagnosis.ready()).isFalse();
    assertThat(diagnosis.reason()).isEqualTo("Unschedulable");
    assertThat(diagnosis.message())
        .isEqualTo(
            "a: 1 of 2 pods ready: 1 WaitingForGcs (waits for the GCS of the head); "
                + "b: 0 of 5 pods ready: 2 Unschedulable (no node fits: Insufficient cpu), "
                + "1 ImagePullBackOff (ray: its image cannot be pulled: not found), "
                + "1 PodPending (has a node, whose kubelet has not started it yet), "
                + "and 1 more reasons");
    assertThat(diagnosis.troubles()).isEqualTo("b: 2 Unschedulable, 1 ImagePullBackOff");
  }

  @Test
  void missingPodsAreToldWithTheRefusal() {
    assertThat(of(CLUSTER, worker("a", "1"), worker("a", "2")).reason())
        .isEqualTo("WorkerPodsNotFound");
    refusals =
        Map.of(
            "b",
            Refusal.of(403, false, "pods \"x-1\" is forbidden: exceeded quota: q", "x-1", "x-"));
    WorkersDiagnosis diagnosis = of(CLUSTER, worker("a", "1"), worker("b", "2"));
    assertThat(diagnosis.reason()).isEqualTo("QuotaExceeded");
    assertThat(diagnosis.message())
        .isEqualTo(
            "a: 1 of 2 pods ready: 1 WorkerPodsNotFound; b: 1 of 5 pods ready: 4 QuotaExceeded"
                + " (pods \"x-\" is forbidden: exceeded quota: q)");
    assertThat(diagnosis.troubles()).isEqualTo("b: 4 QuotaExceeded");
  }

  @Test
  void messagesHaveABound() {
    DesiredCluster big =
        cluster(
            withGroups(
                IntStream.range(0, 50)
                    .mapToObj(i -> group("g" + i, "replicas: 1"))
                    .toArray(String[]::new)));
    assertThat(of(big).message()).hasSizeLessThan(1024).endsWith("; and 45 more groups");
  }

  private WorkersDiagnosis of(DesiredCluster cluster, TestPods... workers) {
    return WorkersDiagnosis.of(
        cluster,
        new ObservedCluster(
            Arrays.stream(workers).map(TestPods::build).toList(), List.of(), List.of(), List.of()),
        refusals);
  }
}

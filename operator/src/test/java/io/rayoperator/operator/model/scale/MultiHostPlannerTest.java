package io.rayoperator.operator.model.scale;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.names.NumberedNames;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.WorkerPlace;
import io.rayoperator.operator.model.upgrade.GroupRollout;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Gaps are those of KubeRay contract §18.3. */
@Contract("5.5")
class MultiHostPlannerTest {

  private static final ScaleRules CHOOSE = new ScaleRules(true, true, 100, GroupRollout.NONE, null);
  private static final ScaleRules AUTOSCALED =
      new ScaleRules(false, true, 100, GroupRollout.NONE, null);

  private final List<ObservedPod> pods = new ArrayList<>();

  @Test
  @AcceptanceCase(27)
  void replicasAreCreatedAsAWhole() {
    assertThat(plan("replicas: 2\nnumOfHosts: 2", CHOOSE).creations())
        .containsExactly(
            new WorkerPlace(0, "tpu-s0", 0),
            new WorkerPlace(0, "tpu-s0", 1),
            new WorkerPlace(1, "tpu-s1", 0),
            new WorkerPlace(1, "tpu-s1", 1));
  }

  @Test
  void completeReplicasAreLeftAlone() {
    replica("a", 0, 4);
    replica("b", 1, 4);
    assertThat(plan("replicas: 2\nnumOfHosts: 4", CHOOSE))
        .isEqualTo(new GroupScale(List.of(), List.of(), false));
  }

  @Test
  @AcceptanceCase(30)
  void replicaThatLostAPodGoesAndReturnsWhenItsPodsAreGone() {
    replica("a", 0, 4);
    replica("b", 1, 3);
    GroupScale scale = plan("replicas: 2\nnumOfHosts: 4", AUTOSCALED);
    assertThat(names(scale)).containsExactly("b-0", "b-1", "b-2");
    assertThat(scale.creations()).isEmpty();

    pods.removeIf(pod -> pod.name().startsWith("b-"));
    assertThat(plan("replicas: 2\nnumOfHosts: 4", AUTOSCALED).creations())
        .hasSize(4)
        .extracting(WorkerPlace::replicaIndex)
        .containsOnly(1);
  }

  @Test
  void replicaWithATerminatingPodGoesAtOnce() {
    replica("a", 0, 1);
    pods.add(TestPods.worker("tpu", "a-1").replica("a", 0).terminating().build());
    assertThat(names(plan("replicas: 1\nnumOfHosts: 2", AUTOSCALED))).containsExactly("a-0");
  }

  @Test
  @Contract("5.5")
  void onePodAtItsEndTakesItsReplicaAlong() {
    replica("a", 0, 2);
    replica("b", 1, 2, pod -> pod.name().equals("b-0") ? failed(pod) : pod);
    GroupScale scale = plan("replicas: 2\nnumOfHosts: 2", AUTOSCALED);
    assertThat(names(scale)).containsExactly("b-0", "b-1");
    assertThat(scale.deletions().getFirst().reason()).isEqualTo(DeletionReason.FINISHED);
  }

  @Test
  @Contract("5.5")
  void namingOnePodDeletesItsReplica() {
    replica("a", 0, 2);
    replica("b", 1, 2);
    GroupScale scale =
        plan(
            "replicas: 1\nnumOfHosts: 2\nscaleStrategy: {workersToDelete: [a-1, unknown]}",
            AUTOSCALED);
    assertThat(names(scale)).containsExactly("a-0", "a-1");
    assertThat(scale.creations()).isEmpty();
  }

  @Test
  @AcceptanceCase(28)
  void surplusReplicasGoAsAWhole() {
    replica("a", 0, 4);
    replica("b", 1, 4, pod -> pod.name().equals("b-3") ? unready(pod) : pod);
    replica("c", 2, 4);
    assertThat(names(plan("replicas: 2\nnumOfHosts: 4", CHOOSE)))
        .containsExactly("b-0", "b-1", "b-2", "b-3");
    assertThat(names(plan("replicas: 2\nnumOfHosts: 4", AUTOSCALED))).isEmpty();
  }

  @Test
  void replicasLeavingAlreadyCountAsTheSurplus() {
    replica("a", 0, 2);
    replica("b", 1, 2, ObservedPod::asTerminating);
    assertThat(names(plan("replicas: 1\nnumOfHosts: 2", CHOOSE))).isEmpty();
  }

  @Test
  void replicasOfAnotherSizeAreReplaced() { // gap 18
    replica("a", 0, 4);
    assertThat(names(plan("replicas: 1\nnumOfHosts: 2", CHOOSE))).hasSize(4);
    assertThat(names(plan("replicas: 1\nnumOfHosts: 8", CHOOSE))).hasSize(4);
  }

  @Test
  void podsFromBeforeReplicasHadNamesFillReplicas() { // gap 18
    for (int i = 0; i < 4; i++) {
      pods.add(TestPods.worker("tpu", "old-" + i).build());
    }
    assertThat(plan("replicas: 2\nnumOfHosts: 2", CHOOSE))
        .isEqualTo(new GroupScale(List.of(), List.of(), false));
  }

  @Test
  void bigReplicasAreCreatedOneByOneButNeverInPart() {
    GroupScale scale = plan("replicas: 3\nnumOfHosts: 60", CHOOSE);
    assertThat(scale.creations()).hasSize(60);
    assertThat(scale.more()).isTrue();
  }

  @Test
  void numberedReplicasGoFromTheHighestNumberDownAndReturnAtTheLowest() {
    ScaleRules numbered =
        new ScaleRules(true, true, 100, GroupRollout.NONE, new NumberedNames("n-"));
    replica("n-1", 1, 2);
    replica("n-2", 2, 2, ObservedPod::asTerminating);
    replica("n-10", 10, 2);
    assertThat(names(plan("replicas: 1\nnumOfHosts: 2", numbered)))
        .containsExactly("n-10-0", "n-10-1");
    assertThat(plan("replicas: 4\nnumOfHosts: 2", numbered).creations())
        .extracting(WorkerPlace::replicaIndex)
        .containsExactly(0, 0);
  }

  @Test
  void suspendedGroupsLoseAllReplicas() {
    replica("a", 0, 2);
    assertThat(names(plan("replicas: 1\nnumOfHosts: 2\nsuspend: true", AUTOSCALED))).hasSize(2);
  }

  private void replica(String name, int index, int hosts) {
    replica(name, index, hosts, pod -> pod);
  }

  private void replica(String name, int index, int hosts, UnaryOperator<ObservedPod> change) {
    for (int host = 0; host < hosts; host++) {
      pods.add(
          change.apply(TestPods.worker("tpu", name + "-" + host).replica(name, index).build()));
    }
  }

  private static ObservedPod failed(ObservedPod pod) {
    return TestPods.worker("tpu", pod.name()).replica("b", 1).phase("Failed").build();
  }

  private static ObservedPod unready(ObservedPod pod) {
    return TestPods.worker("tpu", pod.name()).replica("b", 1).unready().build();
  }

  private GroupScale plan(String fields, ScaleRules rules) {
    WorkerGroup group = cluster(withGroups(group("tpu", fields))).workerGroups().getFirst();
    AtomicInteger next = new AtomicInteger();
    return ScalePlanner.plan(group, pods, rules, () -> "s" + next.getAndIncrement());
  }

  private static List<String> names(GroupScale scale) {
    return scale.deletions().stream().map(deletion -> deletion.pod().name()).toList();
  }
}

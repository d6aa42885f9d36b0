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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps are those of KubeRay contract §18.3. */
class SingleHostPlannerTest {

  private static final ScaleRules CHOOSE = new ScaleRules(true, true, 100, GroupRollout.NONE, null);
  private static final ScaleRules AUTOSCALED =
      new ScaleRules(false, true, 100, GroupRollout.NONE, null);
  private static final ScaleRules NUMBERED =
      new ScaleRules(true, true, 100, GroupRollout.NONE, new NumberedNames("n-"));

  @ParameterizedTest
  @CsvSource({
    "'replicas: 3', 3",
    "'', 0",
    "'minReplicas: 2', 2",
    "'replicas: 1, minReplicas: 2', 2",
    "'replicas: 5, maxReplicas: 4', 4",
    "'replicas: 3, suspend: true', 0",
    "'replicas: 3, numOfHosts: 0', 0"
  })
  @Contract("5.1")
  @AcceptanceCase(74)
  void desiredSizeStaysWithinItsBounds(String fields, int expected) {
    assertThat(workers("{" + fields + "}").desiredPods()).isEqualTo(expected);
  }

  @Test
  @Contract("5.1")
  void absurdSizesDoNotOverflow() {
    assertThat(workers("{replicas: 2147483647, numOfHosts: 2147483647}").desiredPods())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @Contract("5.4")
  void missingPodsAreCreatedAtTheLowestFreeIndices() {
    GroupScale scale = plan("{replicas: 4}", CHOOSE, pod("a").index(0), pod("b").index(2));
    assertThat(scale.deletions()).isEmpty();
    assertThat(scale.creations()).containsExactly(WorkerPlace.replica(1), WorkerPlace.replica(3));
  }

  @Test
  @Contract("1.5")
  void withoutIndexingPodsAreNotNumbered() {
    assertThat(
            plan("{replicas: 2}", new ScaleRules(true, false, 100, GroupRollout.NONE, null))
                .creations())
        .containsExactly(WorkerPlace.ANY, WorkerPlace.ANY);
  }

  @Test
  @Contract("5.4")
  void nothingHappensWhenAllIsWell() {
    assertThat(plan("{replicas: 2}", CHOOSE, pod("a").index(0), pod("b").index(1)))
        .isEqualTo(new GroupScale(List.of(), List.of(), false));
  }

  @Test
  void onePassCreatesNoMoreThanItMay() {
    GroupScale scale =
        plan("{replicas: 1000000}", new ScaleRules(true, true, 3, GroupRollout.NONE, null));
    assertThat(scale.creations()).hasSize(3);
    assertThat(scale.more()).isTrue();
  }

  @Test
  @Contract("5.4")
  void podsThatDoNotRunGoFirstThenUnreadyOnesThenYoungOnes() { // gap 13
    GroupScale scale =
        plan(
            "{replicas: 1}",
            CHOOSE,
            pod("old"),
            pod("young").younger(60),
            pod("unready").unready(),
            pod("pending").pending());
    assertThat(names(scale)).containsExactly("pending", "unready", "young");
    assertThat(scale.deletions())
        .extracting(PodDeletion::reason)
        .containsOnly(DeletionReason.SURPLUS);
  }

  @Test
  void amongEqualsTheHigherIndexGoes() {
    assertThat(names(plan("{replicas: 1}", CHOOSE, pod("a").index(1), pod("b").index(0))))
        .containsExactly("a");
  }

  @Test
  @Contract("5.4")
  @AcceptanceCase(9)
  void terminatingPodsCountAsTheVictims() { // gap 13
    assertThat(names(plan("{replicas: 1}", CHOOSE, pod("a"), pod("b").terminating()))).isEmpty();
    assertThat(names(plan("{replicas: 1}", CHOOSE, pod("a"), pod("b").terminating(), pod("c"))))
        .hasSize(1);
  }

  @Test
  @Contract({"5.3", "5.4"})
  void replacementsWaitUntilTheOldPodIsGone() {
    GroupScale scale = plan("{replicas: 2}", CHOOSE, pod("a"), pod("b").terminating());
    assertThat(scale.creations()).isEmpty();
  }

  @Test
  @Contract("5.4")
  void onlyTheAutoscalerChoosesVictimsOfItsClusters() {
    assertThat(names(plan("{replicas: 1}", AUTOSCALED, pod("a"), pod("b")))).isEmpty();
  }

  @Test
  @Contract("5.4")
  void podsThatTheAutoscalerNamesAreDeletedWhateverReplicasSays() {
    GroupScale scale =
        plan(
            "{replicas: 2, scaleStrategy: {workersToDelete: [b, unknown]}}",
            AUTOSCALED,
            pod("a").index(0),
            pod("b").index(1));
    assertThat(names(scale)).containsExactly("b");
    assertThat(scale.deletions().getFirst().reason()).isEqualTo(DeletionReason.NAMED);
    assertThat(scale.creations()).containsExactly(WorkerPlace.replica(1));
  }

  @Test
  @Contract("5.4")
  void namedPodsThatTerminateAlreadyAreLeftAlone() { // gap 15
    assertThat(
            names(
                plan(
                    "{replicas: 1, scaleStrategy: {workersToDelete: [b]}}",
                    AUTOSCALED,
                    pod("a"),
                    pod("b").terminating())))
        .isEmpty();
  }

  @Test
  @Contract("5.4")
  @AcceptanceCase(76)
  void autoscalerScalesDownByNamingAndLowering() {
    GroupScale scale =
        plan(
            "{replicas: 2, scaleStrategy: {workersToDelete: [b]}}",
            AUTOSCALED,
            pod("a"),
            pod("b"),
            pod("c"));
    assertThat(names(scale)).containsExactly("b");
    assertThat(scale.creations()).isEmpty();
  }

  @Test
  @Contract("5.4")
  @AcceptanceCase(89)
  void afterNamedPodsTheRemainderIsChosenIfThatIsAllowed() {
    assertThat(
            names(
                plan(
                    "{replicas: 1, scaleStrategy: {workersToDelete: [a, unknown]}}",
                    CHOOSE,
                    pod("a"),
                    pod("b"),
                    pod("c").younger(1))))
        .containsExactly("a", "c");
  }

  @Test
  @Contract("5.6")
  @AcceptanceCase(90)
  void finishedPodsAreDeletedAndReplacedWhenGone() {
    GroupScale scale = plan("{replicas: 2}", AUTOSCALED, pod("a"), pod("b").phase("Failed"));
    assertThat(names(scale)).containsExactly("b");
    assertThat(scale.deletions().getFirst().reason()).isEqualTo(DeletionReason.FINISHED);
    assertThat(scale.creations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Failed, false, Always, true",
    "Succeeded, false, OnFailure, true",
    "Running, true, Never, true",
    "Running, true, Always, false",
    "Running, true, OnFailure, false",
    "Running, false, Never, false",
    "Pending, true, Never, false",
    "Unknown, true, Never, false"
  })
  @Contract("5.6")
  @AcceptanceCase(91)
  void onlyPodsAtTheirEndAreFinished(
      String phase, boolean terminated, String restartPolicy, boolean expected) {
    TestPods pod = pod("a").phase(phase).restartPolicy(restartPolicy);
    assertThat((terminated ? pod.rayContainerTerminated() : pod).build().finished())
        .isEqualTo(expected);
  }

  @Test
  @Contract("6.3")
  void suspendedGroupsLoseAllPodsEvenWithTheAutoscaler() {
    GroupScale scale = plan("{replicas: 2, suspend: true}", AUTOSCALED, pod("a"), pod("b"));
    assertThat(names(scale)).containsExactlyInAnyOrder("a", "b");
    assertThat(scale.deletions())
        .extracting(PodDeletion::reason)
        .containsOnly(DeletionReason.GROUP_SUSPENDED);
  }

  @Test
  @Contract({"1.9", "5.4"})
  void podsOfNobodyCountButAreNeverDeleted() { // gap 14
    GroupScale scale =
        plan(
            "{replicas: 0, scaleStrategy: {workersToDelete: [a]}}",
            CHOOSE,
            pod("a").uncontrolled(),
            pod("b").uncontrolled().phase("Failed"));
    assertThat(names(scale)).isEmpty();
    assertThat(plan("{replicas: 1}", CHOOSE, pod("a").uncontrolled()).creations()).isEmpty();
  }

  @Test
  void numberedPodsGoFromTheHighestNumberDownWhateverTheirState() {
    assertThat(
            names(
                plan(
                    "{replicas: 1}",
                    NUMBERED,
                    pod("n-0").index(0).pending(),
                    pod("n-1").index(1),
                    pod("n-10").index(10),
                    pod("n-2").index(2).unready())))
        .containsExactly("n-10", "n-2", "n-1");
  }

  @Test
  void podsOfOtherNamesGoBeforeNumberedOnes() {
    assertThat(
            names(
                plan(
                    "{replicas: 1}",
                    NUMBERED,
                    pod("n-0").index(0).pending(),
                    pod("n-1").index(1),
                    pod("demo-small-worker-xxxxx").index(2))))
        .containsExactly("demo-small-worker-xxxxx", "n-1");
  }

  @Test
  void numberedPodsComeBackAtTheLowestNumberThatNoNameHas() {
    // The label may have been changed; the name cannot be.
    assertThat(plan("{replicas: 3}", NUMBERED, pod("n-0").index(7), pod("n-2")).creations())
        .containsExactly(WorkerPlace.replica(1));
  }

  @Test
  void nameIsFreeWhenItsPodIsGone() {
    assertThat(plan("{replicas: 1}", NUMBERED, pod("n-0").index(0).terminating()).creations())
        .isEmpty();
    assertThat(plan("{replicas: 1}", NUMBERED).creations()).containsExactly(WorkerPlace.replica(0));
  }

  @Test
  void namesThatShallBeDeletedAreNotGivenAgain() {
    String named = "{replicas: 2, scaleStrategy: {workersToDelete: [n-0]}}";
    GroupScale scale = plan(named, NUMBERED, pod("n-0").index(0), pod("n-1").index(1));
    assertThat(names(scale)).containsExactly("n-0");
    assertThat(scale.creations()).containsExactly(WorkerPlace.replica(2));
    assertThat(plan(named, NUMBERED, pod("n-1").index(1)).creations())
        .containsExactly(WorkerPlace.replica(2));
  }

  @Test
  void numberedPodsAreNumberedWithoutIndexingToo() {
    ScaleRules withoutIndexing =
        new ScaleRules(true, false, 100, GroupRollout.NONE, new NumberedNames("n-"));
    assertThat(plan("{replicas: 2}", withoutIndexing).creations())
        .containsExactly(WorkerPlace.replica(0), WorkerPlace.replica(1));
  }

  @Test
  void equalInputGivesAnEqualPlan() {
    TestPods[] pods =
        IntStream.range(0, 20).mapToObj(i -> pod("p" + i).index(i)).toArray(TestPods[]::new);
    assertThat(plan("{replicas: 7}", CHOOSE, pods)).isEqualTo(plan("{replicas: 7}", CHOOSE, pods));
  }

  private static TestPods pod(String name) {
    return TestPods.worker("small", name);
  }

  private static WorkerGroup workers(String fields) {
    String lines = fields.substring(1, fields.length() - 1).replaceAll(", (?=[a-zA-Z]+: )", "\n");
    return cluster(withGroups(group("small", lines))).workerGroups().getFirst();
  }

  private static GroupScale plan(String fields, ScaleRules rules, TestPods... pods) {
    List<ObservedPod> observed = Arrays.stream(pods).map(TestPods::build).toList();
    return ScalePlanner.plan(workers(fields), observed, rules, () -> "xxxxx");
  }

  private static List<String> names(GroupScale scale) {
    return scale.deletions().stream().map(deletion -> deletion.pod().name()).toList();
  }
}

package io.rayoperator.operator.model.upgrade;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.TemplateHash;
import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The upgrade strategy RollingUpdate, gap 8 of KubeRay contract §18.3. */
class RolloutTest {

  private static final String OLD = "1-OLD";
  private static final String SPEC =
      "upgradeStrategy: {type: RollingUpdate}\n"
          + withGroups(group("a", "replicas: 2"), group("b", "replicas: 1"));

  private final DesiredCluster cluster = cluster(SPEC);
  private RayClusterStatus status = new RayClusterStatus();

  @Test
  void podsOfTheCurrentTemplatesNeedNothing() {
    Rollout rollout = rollout(head("new"), worker("a", "a1", "new"), worker("b", "b1", "new"));
    assertThat(rollout.active()).isTrue();
    assertThat(rollout.inProgress()).isFalse();
    assertThat(rollout.replacesHead()).isFalse();
    assertThat(rollout.message()).isEmpty();
  }

  @Test
  void otherStrategiesMakeNoPodOutdated() {
    for (String type : List.of("Recreate", "None")) {
      DesiredCluster other = cluster(SPEC.replace("RollingUpdate", type));
      Rollout rollout =
          Rollout.of(other, observed(head("old"), worker("a", "a1", "old")), status, TestPods.NOW);
      assertThat(rollout.active()).isFalse();
      assertThat(rollout.inProgress()).isFalse();
      assertThat(rollout.replacesHead()).isFalse();
    }
  }

  @Test
  void onlyTheGroupWhoseTemplateChangedIsUpdated() {
    Rollout rollout =
        rollout(
            head("new"),
            worker("a", "a1", "old"),
            worker("a", "a2", "new"),
            worker("b", "b1", "new"));
    assertThat(rollout.inProgress()).isTrue();
    assertThat(rollout.replacesHead()).isFalse();
    assertThat(rollout.message()).isEqualTo("a: 1 of 2 pods replaced");
  }

  @Test
  void headComesLast() {
    assertThat(rollout(head("old"), worker("a", "a1", "old")).replacesHead()).isFalse();
    assertThat(rollout(head("old"), worker("a", "a1", "old")).message())
        .isEqualTo("a: 0 of 2 pods replaced; head: comes last");
    // Its workers have to work first.
    assertThat(
            rollout(
                    head("old"),
                    worker("a", "a1", "new"),
                    worker("a", "a2", "new").pending(),
                    worker("b", "b1", "new"))
                .replacesHead())
        .isFalse();
    Rollout done =
        rollout(
            head("old"),
            worker("a", "a1", "new"),
            worker("a", "a2", "new"),
            worker("b", "b1", "new"));
    assertThat(done.replacesHead()).isTrue();
    assertThat(done.message()).isEqualTo("head: being replaced");
    assertThat(
            rollout(
                    head("old").terminating(),
                    worker("a", "a1", "new"),
                    worker("a", "a2", "new"),
                    worker("b", "b1", "new"))
                .replacesHead())
        .isFalse();
  }

  @Test
  void headThatCannotWorkIsReplacedAtOnce() {
    assertThat(
            rollout(
                    head("old").unready().trouble("ray-head", "ImagePullBackOff", ""),
                    worker("a", "a1", "old").unready())
                .replacesHead())
        .isTrue();
    // One that only takes a moment may still lead the workers.
    assertThat(rollout(head("old").unready().younger(600), worker("a", "a1", "old")).replacesHead())
        .isFalse();
  }

  @Test
  @Contract("5.3")
  void headThatMustNotReturnStays() {
    DesiredCluster kept =
        TestClusters.annotated(Map.of("ray.io/disable-provisioned-head-restart", "true"), SPEC);
    status = withCondition("RayClusterProvisioned", "True", "", null);
    Rollout rollout =
        Rollout.of(
            kept,
            observed(
                head("old"),
                worker("a", "a1", "new"),
                worker("a", "a2", "new"),
                worker("b", "b1", "new")),
            status,
            TestPods.NOW);
    assertThat(rollout.replacesHead()).isFalse();
    assertThat(rollout.inProgress()).isFalse();
    assertThat(rollout.message()).contains("disable-provisioned-head-restart");
  }

  @Test
  void podsThatOthersControlAreNeverOutdated() {
    assertThat(rollout(head("new"), worker("a", "a1", "old").uncontrolled()).inProgress())
        .isFalse();
  }

  @Test
  void failingNewPodPausesTheUpdate() {
    for (TestPods failing :
        List.of(
            worker("a", "a2", "new").unready().trouble("ray", "CrashLoopBackOff", ""),
            worker("a", "a2", "new").pending().trouble("ray", "ImagePullBackOff", ""),
            worker("a", "a2", "new").pending().initTrouble("wait", "ErrImagePull"),
            worker("a", "a2", "new").unschedulable().younger(-1),
            worker("a", "a2", "new").unready().younger(-1),
            worker("a", "a2", "new").phase("Failed"))) {
      Rollout rollout = rollout(head("new"), worker("a", "a1", "old"), failing);
      assertThat(rollout.paused()).as(failing.build().toString()).isTrue();
      assertThat(rollout.message()).startsWith("a2: ").endsWith("a: 0 of 2 pods replaced");
      assertThat(rollout.nextLook()).isEmpty();
    }
  }

  @Test
  void podThatStartsPausesNothingBeforeItTakesTooLong() {
    TestPods starting = worker("a", "a2", "new").unschedulable().younger(30);
    Rollout rollout = rollout(head("new"), worker("a", "a1", "old"), starting);
    assertThat(rollout.paused()).isFalse();
    assertThat(rollout.nextLook()).contains(Duration.ofSeconds(30));
    assertThat(
            rollout(
                    head("new"),
                    worker("a", "a1", "old"),
                    worker("a", "a2", "new").pending().trouble("ray", "ContainerCreating", ""))
                .paused())
        .isTrue(); // ten minutes old
    assertThat(
            rollout(
                    head("new"),
                    worker("a", "a1", "old"),
                    worker("a", "a2", "new")
                        .pending()
                        .younger(1)
                        .trouble("ray", "ContainerCreating", ""))
                .paused())
        .isFalse();
  }

  @Test
  void failingOldPodsPauseNothing() {
    assertThat(
            rollout(
                    head("new"),
                    worker("a", "a1", "old").unready().trouble("ray", "CrashLoopBackOff", ""))
                .paused())
        .isFalse();
  }

  @Test
  void pausedUpdateWaitsUntilTheNewPodsAreReady() {
    TestPods starting = worker("a", "a2", "new").unready().younger(600);
    status = withCondition("RayClusterUpdating", "True", "RollingUpdatePaused", 1L);
    // Between two crashes it only looks as if it was starting.
    assertThat(rollout(head("new"), worker("a", "a1", "old"), starting).paused()).isTrue();
    assertThat(rollout(head("new"), worker("a", "a1", "old")).paused()).isTrue();
    assertThat(rollout(head("new"), worker("a", "a1", "old"), worker("a", "a2", "new")).paused())
        .isFalse();
  }

  @Test
  void anEditOfThePausedUpdateStartsWithConfidence() {
    status = withCondition("RayClusterUpdating", "True", "RollingUpdatePaused", 0L);
    assertThat(rollout(head("new"), worker("a", "a1", "old")).paused()).isFalse();
  }

  @Test
  void suspendedGroupIsNotUpdatedButDeleted() {
    DesiredCluster suspended =
        cluster(
            "upgradeStrategy: {type: RollingUpdate}\n" + withGroups(group("a", "suspend: true")));
    ObservedPod pod = worker("a", "a1", "old").build();
    assertThat(
            Rollout.of(suspended, observed(head("new")), status, TestPods.NOW)
                .ofGroup(suspended.workerGroups().getFirst())
                .isOutdated(pod))
        .isFalse();
  }

  @Test
  void podsOfAnotherOperatorAreCurrentUntilATemplateChanges() {
    TestPods[] theirs = {
      TestPods.head(),
      TestPods.worker("a", "a1"),
      TestPods.worker("a", "a2"),
      TestPods.worker("b", "b1")
    };
    assertThat(rollout(theirs).inProgress()).isFalse();
    Map<String, String> remembered =
        new TemplateVersions(cluster, status).adopted(observed(theirs));
    assertThat(remembered).containsOnlyKeys("headgroup", "a", "b");

    status.setAdoptedTemplates(remembered);
    assertThat(rollout(theirs).inProgress()).isFalse();
    DesiredCluster edited =
        cluster(
            "upgradeStrategy: {type: RollingUpdate}\n"
                + withGroups(
                    group("a", "replicas: 2"),
                    group("b", "replicas: 1\nrayStartParams: {num-cpus: '1'}")));
    Rollout rollout = Rollout.of(edited, observed(theirs), status, TestPods.NOW);
    assertThat(rollout.message()).isEqualTo("b: 0 of 1 pods replaced");
    // What was seen first is kept until the last of those pods is gone.
    assertThat(new TemplateVersions(edited, status).adopted(observed(theirs)))
        .isEqualTo(remembered);
    assertThat(
            new TemplateVersions(edited, status)
                .adopted(observed(TestPods.head(), worker("a", "a1", "new"))))
        .containsOnlyKeys("headgroup");
    // Back to what it was.
    assertThat(rollout(theirs).inProgress()).isFalse();
  }

  @Test
  void hashesOfAnUnknownMethodAreTreatedLikeNone() {
    assertThat(rollout(TestPods.head().template("9-LATER")).inProgress()).isFalse();
    status.setAdoptedTemplates(Map.of("headgroup", "9-LATER"));
    assertThat(rollout(TestPods.head().template("9-LATER")).inProgress()).isFalse();
    assertThat(
            new TemplateVersions(cluster, status)
                .adopted(observed(TestPods.head().template("9-LATER"))))
        .isEqualTo(Map.of("headgroup", TemplateHash.of(cluster, cluster.head())));
  }

  @Test
  void podsWithAMarkAreNotRemembered() {
    assertThat(
            new TemplateVersions(cluster, status)
                .adopted(observed(head("old"), worker("a", "a1", "new"))))
        .isEmpty();
  }

  private Rollout rollout(TestPods... pods) {
    return Rollout.of(cluster, observed(pods), status, TestPods.NOW);
  }

  private static ObservedCluster observed(TestPods... pods) {
    return ObservedCluster.empty().with(Stream.of(pods).map(TestPods::build).toList(), List.of());
  }

  private TestPods head(String template) {
    return TestPods.head()
        .template(template.equals("old") ? OLD : TemplateHash.of(cluster, cluster.head()));
  }

  private TestPods worker(String group, String name, String template) {
    String current =
        cluster.workerGroups().stream()
            .filter(candidate -> candidate.groupName().equals(group))
            .map(candidate -> TemplateHash.of(cluster, candidate))
            .findFirst()
            .orElseThrow();
    return TestPods.worker(group, name).template(template.equals("old") ? OLD : current);
  }

  private static RayClusterStatus withCondition(
      String type, String value, String reason, @Nullable Long generation) {
    RayClusterCondition condition = new RayClusterCondition();
    condition.setType(type);
    condition.setStatus(value);
    condition.setReason(reason);
    Optional.ofNullable(generation).ifPresent(condition::setObservedGeneration);
    RayClusterStatus status = new RayClusterStatus();
    status.setConditions(List.of(condition));
    return status;
  }
}

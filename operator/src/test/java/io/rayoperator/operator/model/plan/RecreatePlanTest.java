package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.pod.RecreateHash;
import io.rayoperator.operator.model.scale.DeletionReason;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecreatePlanTest {

  private static final String OURS = TestClusters.config().operatorVersion();
  private static final String SPEC = withGroups(group("a", "replicas: 1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Recreate      | ours   | same  | nothing
          Recreate      | ours   | other | delete
          Recreate      | ours   | none  | nothing
          Recreate      | none   | other | delete
          Recreate      | none   | none  | nothing
          Recreate      | theirs | other | adopt
          Recreate      | theirs | same  | adopt
          Recreate      | theirs | none  | adopt
          None          | ours   | other | nothing
          None          | theirs | other | nothing
          ''            | ours   | other | nothing
          RollingUpdate | ours   | other | nothing
          """)
  @Contract("7.2")
  void headTellsWhetherTheClusterIsMadeFromThisSpec(
      String type, String version, String hash, String expected) {
    DesiredCluster cluster = cluster(strategy(type) + SPEC);
    TestPods head = head(cluster, version, hash);
    ClusterPlan plan = plan(cluster, head, TestPods.worker("a", "w"));
    switch (expected) {
      case "nothing" -> assertThat(plan.actions()).isEmpty();
      case "adopt" ->
          assertThat(plan.actions())
              .containsExactly(
                  new Action.AdoptHead(
                      head.build(),
                      Map.of(
                          "ray.io/upgrade-strategy-recreate-hash",
                          RecreateHash.of(cluster.spec()),
                          "ray.io/kuberay-version",
                          OURS)));
      default -> assertThat(deletions(plan)).containsExactly("w");
    }
  }

  @Test
  @Contract("7.2")
  void withoutAHeadNothingIsRecreated() {
    ClusterPlan plan = plan(cluster(strategy("Recreate") + SPEC), TestPods.worker("a", "w"));
    assertThat(plan.actions())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.CreatePod.class,
            creation -> assertThat(creation.group()).isEqualTo("headgroup"));
  }

  @Test
  @Contract("7.2")
  void allPodsGoAndTheHeadGoesLastSoThatACrashLosesNothing() {
    DesiredCluster cluster = cluster(strategy("Recreate") + SPEC);
    TestPods head = head(cluster, "ours", "other");
    TestPods removed = TestPods.worker("of-a-removed-group", "o");
    ClusterPlan first = plan(cluster, head, TestPods.worker("a", "w"), removed);
    assertThat(first.actions(Action.DeletePod.class))
        .extracting(deletion -> deletion.pod().name(), Action.DeletePod::reason)
        .containsExactly(
            tuple("w", DeletionReason.RECREATED), tuple("o", DeletionReason.RECREATED));
    assertThat(first.more()).isTrue();

    ClusterPlan second =
        plan(cluster, head, TestPods.worker("a", "w").terminating(), removed.terminating());
    assertThat(deletions(second)).containsExactly("demo-head-xxxxx");
    assertThat(second.actions()).hasSize(1);
    assertThat(second.more()).isFalse();

    // Nothing is created, deleted or told again before the old head is gone.
    assertThat(plan(cluster, head.terminating(), TestPods.worker("a", "w").terminating()).actions())
        .isEmpty();
    assertThat(plan(cluster).actions(Action.CreatePod.class)).hasSize(2);
  }

  @Test
  @Contract("7.2")
  void headOfNobodyIsLeftAlone() {
    DesiredCluster cluster = cluster(strategy("Recreate") + SPEC);
    assertThat(
            plan(cluster, head(cluster, "ours", "other").uncontrolled(), TestPods.worker("a", "w"))
                .actions())
        .isEmpty();
  }

  @Test
  @Contract("5.2")
  void suspensionComesFirst() {
    DesiredCluster cluster = cluster("suspend: true\n" + strategy("Recreate") + SPEC);
    assertThat(plan(cluster, head(cluster, "ours", "other")).actions()).isEmpty();
  }

  private static String strategy(String type) {
    return type.isEmpty() ? "" : "upgradeStrategy: {type: " + type + "}\n";
  }

  private static TestPods head(DesiredCluster cluster, String version, String hash) {
    return TestPods.head()
        .madeBy(
            switch (version) {
              case "ours" -> OURS;
              case "theirs" -> "v1.7.0";
              default -> "";
            },
            switch (hash) {
              case "same" -> RecreateHash.of(cluster.spec());
              case "other" -> "0123456789ABCDEF0123456789ABCDEF";
              default -> "";
            });
  }

  private static List<String> deletions(ClusterPlan plan) {
    return plan.actions(Action.DeletePod.class).stream()
        .map(deletion -> deletion.pod().name())
        .toList();
  }

  private static ClusterPlan plan(DesiredCluster cluster, TestPods... pods) {
    return ClusterPlanner.plan(
        cluster,
        new ObservedCluster(
            Stream.of(pods).map(TestPods::build).toList(),
            List.of(HeadService.desired(cluster, HeadService.name(cluster), TestClusters.config())),
            List.of(),
            List.of()),
        new RayClusterStatus(),
        TestClusters.config(),
        (group, prefix) -> prefix + "n",
        () -> "s",
        TestPods.NOW);
  }
}

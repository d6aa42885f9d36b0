package io.rayoperator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rayoperator.migration.LeaveReport.Cluster;
import io.rayoperator.migration.LeaveReport.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveTextTest {

  @Test
  void clustersAreToldWithNoticesAndReasons() {
    LeaveReport report =
        new LeaveReport(
            List.of(
                new Cluster("ray/a", Outcome.LEFT, 3, List.of("spec.x: other"), List.of()),
                new Cluster("ray/b", Outcome.STAYS, 0, List.of(), List.of("has no head pod"))),
            List.of("ray/c"),
            false);

    assertThat(LeaveText.of(report).lines())
        .containsExactly(
            "RayClusters of cluster.ray.io: 2",
            "  ray/a: has left, with 3 pods",
            "    note: spec.x: other",
            "  ray/b: stays",
            "    has no head pod",
            "Left before: ray/c");
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void theEndTellsHowToRemoveTheDefinition() {
    LeaveReport report = new LeaveReport(List.of(), List.of(), true);

    assertThat(LeaveText.of(report))
        .contains("--legacy-clusters", "kubectl delete crd rayclusters.cluster.ray.io");
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void manifestsDoNotMoveTheCursor() {
    LeaveReport report =
        new LeaveReport(
            List.of(new Cluster("a/b", Outcome.STAYS, 0, List.of("\u001b[2J"), List.of("x\ny"))),
            List.of(),
            false);

    assertThat(LeaveText.of(report)).contains("note: ?[2J", "x?y");
  }

  @Test
  void namesWithoutANamespaceMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LeaveScope(null, List.of("a")));
  }
}

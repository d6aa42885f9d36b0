package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.plan.ClusterPlanner;
import io.rayoperator.operator.model.service.HeadService;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenChildrenTest {

  private static final DesiredCluster CLUSTER = cluster(TestClusters.HEAD);
  private static final List<Service> SERVICE =
      List.of(HeadService.desired(CLUSTER, "demo-head-svc", config()));
  private static final List<ObservedPod> HEAD = List.of(TestPods.head().build());

  private final SeenChildren children = new SeenChildren();

  @Test
  void newClusterHasNothingThatCouldReturn() {
    assertThat(returns(List.of(), List.of())).isFalse();
    assertThat(returns(HEAD, List.of())).isFalse();
    assertThat(returns(HEAD, SERVICE)).isFalse();
    assertThat(returns(HEAD, SERVICE)).isFalse();
  }

  @Test
  void serviceThatHasVanishedReturnsAgainAndAgainUntilItIsThere() {
    returns(HEAD, SERVICE);
    assertThat(returns(HEAD, List.of())).isTrue();
    assertThat(returns(HEAD, List.of())).isTrue();
    assertThat(returns(HEAD, SERVICE)).isFalse();
    assertThat(returns(HEAD, SERVICE)).isFalse();
  }

  @Test
  void headThatHasVanishedReturns() {
    returns(HEAD, SERVICE);
    assertThat(returns(List.of(), SERVICE)).isTrue();
  }

  private boolean returns(List<ObservedPod> pods, List<Service> services) {
    ObservedCluster observed = new ObservedCluster(pods, services, List.of(), List.of());
    ClusterPlan plan =
        ClusterPlanner.plan(
            CLUSTER,
            observed,
            new RayClusterStatus(),
            config(),
            (group, prefix) -> prefix + "n",
            () -> "s",
            TestPods.NOW);
    return children.returnBy(plan, observed);
  }
}

package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.status.PassOutcome;
import io.rayoperator.operator.model.status.StatusCalculator;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fewer or more head Services than one. */
class HeadServicePlanTest {

  private static final DesiredCluster CLUSTER = cluster(TestClusters.HEAD);

  @Test
  @Contract({"1.9", "3.1"})
  @AcceptanceCase(92)
  void severalHeadServicesAreAProblemForSomebodyElse() {
    ClusterPlan plan = plan(service("one"), service("two"));
    assertThat(plan.problems()).singleElement().asString().contains("one", "two");
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  @Contract("3.1")
  void headServiceComesBackWhenItIsGone() {
    assertThat(plan().actions())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.CreateChild.class,
            creation ->
                assertThat(creation.child().getMetadata().getName()).isEqualTo("demo-head-svc"));
  }

  @Test
  @Contract("13.1")
  @AcceptanceCase(92)
  void statusWithoutAHeadServiceTellsTheRest() {
    RayClusterStatus status =
        StatusCalculator.calculate(
            CLUSTER,
            observed(),
            new RayClusterStatus(),
            PassOutcome.SUCCESS,
            config(),
            TestPods.NOW);
    assertThat(status.getEndpoints()).isNull();
    assertThat(status.getHead())
        .satisfies(
            head -> {
              assertThat(head.getServiceName()).isNull();
              assertThat(head.getPodName()).isEqualTo("demo-head-xxxxx");
            });
  }

  private static ClusterPlan plan(Service... services) {
    return ClusterPlanner.plan(
        CLUSTER,
        observed(services),
        new RayClusterStatus(),
        config(),
        (group, prefix) -> prefix + "n",
        () -> "s",
        TestPods.NOW);
  }

  private static ObservedCluster observed(Service... services) {
    return new ObservedCluster(
        List.of(TestPods.head().build()), List.of(services), List.of(), List.of());
  }

  private static Service service(String name) {
    return HeadService.desired(CLUSTER, name, config());
  }
}

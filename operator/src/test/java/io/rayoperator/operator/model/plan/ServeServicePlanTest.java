package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.annotated;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.service.ServeService;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Service of Ray Serve comes, stays as it should be, and goes. */
@Contract("3.3")
class ServeServicePlanTest {

  private static final DesiredCluster PLAIN = TestClusters.cluster(TestClusters.HEAD);
  private static final DesiredCluster SERVING = serving(TestClusters.HEAD);

  @Test
  void comesAndGoesWithItsAnnotation() { // gap 11
    assertThat(plan(SERVING).actions())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.CreateChild.class,
            creation ->
                assertThat(creation.child().getMetadata().getName()).isEqualTo("demo-serve-svc"));
    assertThat(plan(SERVING, service()).actions()).isEmpty();
    assertThat(plan(PLAIN, service()).actions())
        .singleElement()
        .isInstanceOf(Action.DeleteChild.class);
    assertThat(plan(PLAIN).actions()).isEmpty();
  }

  @Test
  void driftIsRepaired() { // gap 10
    Service drifted = service();
    drifted.getSpec().setSelector(Map.of("some", "thing"));
    assertThat(plan(SERVING, drifted).actions())
        .singleElement()
        .isInstanceOf(Action.RepairChild.class);
  }

  @Test
  void oneOfSomebodyElseIsLeftAlone() {
    Service foreign =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("demo-serve-svc")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    assertThat(plan(SERVING, foreign).actions()).isEmpty();
    assertThat(plan(PLAIN, foreign).actions()).isEmpty();
  }

  @Test
  void withoutAPortOfServeItIsAProblemAndPodsAreMade() {
    DesiredCluster portless =
        serving(
            """
            headGroupSpec:
              template: {spec: {containers: [{name: h, ports: [{containerPort: 6379}]}]}}
            workerGroupSpecs:
            """
                + TestClusters.group("a", "replicas: 1"));
    ClusterPlan plan = plan(portless);
    assertThat(plan.problems()).singleElement().asString().contains("enable-serve-service");
    assertThat(plan.actions(Action.CreatePod.class)).hasSize(1);
    assertThat(plan.actions(Action.CreateChild.class)).isEmpty();
  }

  private static DesiredCluster serving(String spec) {
    return annotated(Map.of("ray.io/enable-serve-service", "true"), spec);
  }

  private static Service service() {
    return ServeService.desired(SERVING, ServeService.ports(SERVING));
  }

  private static ClusterPlan plan(DesiredCluster cluster, HasMetadata... others) {
    return ClusterPlanner.plan(
        cluster,
        new ObservedCluster(
            List.of(TestPods.head().build()),
            List.of(HeadService.desired(cluster, "demo-head-svc", config())),
            List.of(),
            List.of(others)),
        new RayClusterStatus(),
        config(),
        (group, prefix) -> prefix + "n",
        () -> "s",
        TestPods.NOW);
  }
}

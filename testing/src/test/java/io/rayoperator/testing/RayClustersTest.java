package io.rayoperator.testing;

import static io.rayoperator.testing.RayClusters.rayCluster;
import static io.rayoperator.testing.RayClusters.suspended;
import static io.rayoperator.testing.RayClusters.withHead;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.WorkerGroupSpec;
import org.junit.jupiter.api.Test;

class RayClustersTest {

  @Test
  void modifiersBuildTheCluster() {
    var cluster =
        rayCluster(
            "demo",
            withWorkers("cpu", 2),
            withWorkers("gpu", 1, group -> group.setNumOfHosts(4)),
            withHead(head -> head.setServiceType("NodePort")),
            suspended());

    assertThat(cluster.getMetadata().getName()).isEqualTo("demo");
    assertThat(cluster.getSpec())
        .returns(true, RayClusterSpec::getSuspend)
        .extracting(RayClusterSpec::getHeadGroupSpec)
        .returns("NodePort", HeadGroupSpec::getServiceType);
    assertThat(cluster.getSpec().getWorkerGroupSpecs())
        .extracting(
            WorkerGroupSpec::getGroupName,
            WorkerGroupSpec::getReplicas,
            WorkerGroupSpec::getNumOfHosts)
        .containsExactly(tuple("cpu", 2, null), tuple("gpu", 1, 4));
  }
}

package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.config.Exposure;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what KubeRay, if it came back, would find the children that we make. */
class ChildMetadataTest {

  private static final String EVERYTHING =
      "enableInTreeAutoscaling: true\n"
          + withGroups(group("cpu", "replicas: 2"), group("tpu", "replicas: 1\nnumOfHosts: 2"))
              .replace("headGroupSpec:", "headGroupSpec:\n  enableIngress: true");

  @Test
  @Contract("1.7")
  void clusterControlsAllItsChildren() {
    assertThat(children(Exposure.INGRESS))
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "Service",
            "Service",
            "Ingress",
            "Pod",
            "Pod",
            "Pod",
            "Pod",
            "Pod");
    for (Exposure exposure : List.of(Exposure.INGRESS, Exposure.ROUTE)) {
      assertThat(children(exposure))
          .allSatisfy(
              child ->
                  assertThat(child.getMetadata().getOwnerReferences())
                      .as(child.getKind())
                      .containsExactly(
                          new OwnerReference(
                              "ray.io/v1", true, true, "RayCluster", "demo", TestClusters.UID)));
    }
  }

  @Test
  @Contract("1.8")
  void otherChildrenHaveTheirLabels() {
    Map<String, String> rights =
        Map.of(
            "ray.io/cluster", "demo",
            "app.kubernetes.io/name", "kuberay",
            "app.kubernetes.io/created-by", "kuberay-operator");
    for (String kind : List.of("ServiceAccount", "Role", "RoleBinding")) {
      assertThat(labels(kind, Exposure.INGRESS)).containsExactly(rights);
    }
    Map<String, String> exposed =
        Map.of(
            "ray.io/cluster", "demo",
            "ray.io/identifier", "demo-head",
            "app.kubernetes.io/name", "kuberay",
            "app.kubernetes.io/created-by", "kuberay-operator");
    assertThat(labels("Ingress", Exposure.INGRESS)).containsExactly(exposed);
    assertThat(labels("Route", Exposure.ROUTE)).containsExactly(exposed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pod     | ray.io/cluster=demo,ray.io/node-type=head                                | 1",
        "Pod     | ray.io/cluster=demo,ray.io/node-type=worker                              | 4",
        "Pod     | ray.io/cluster=demo,ray.io/group=cpu                                     | 2",
        "Pod     | ray.io/cluster=demo,ray.io/group=headgroup                               | 1",
        "Pod     | ray.io/cluster=demo                                                      | 5",
        "Service | ray.io/cluster=demo,ray.io/node-type=head,ray.io/identifier=demo-head    | 1",
        "Service | ray.io/headless-worker-svc=demo                                          | 1",
        "Route   | ray.io/cluster=demo                                                      | 1"
      })
  @Contract("1.9")
  void kubeRaysSelectorsFindThem(String kind, String selector, int count) {
    assertThat(children(Exposure.ROUTE))
        .filteredOn(child -> child.getKind().equals(kind))
        .filteredOn(
            child ->
                Stream.of(selector.split(","))
                    .map(label -> label.split("="))
                    .allMatch(
                        label -> label[1].equals(child.getMetadata().getLabels().get(label[0]))))
        .hasSize(count);
  }

  @Test
  @Contract("1.10")
  void nothingHasAFinalizerOfOurs() {
    assertThat(children(Exposure.INGRESS))
        .allSatisfy(child -> assertThat(child.getMetadata().getFinalizers()).isEmpty());
  }

  private static List<Map<String, String>> labels(String kind, Exposure exposure) {
    return children(exposure).stream()
        .filter(child -> child.getKind().equals(kind))
        .map(child -> child.getMetadata().getLabels())
        .toList();
  }

  /** Everything that is made for a new cluster. */
  private static List<HasMetadata> children(Exposure exposure) {
    AtomicInteger names = new AtomicInteger();
    ClusterPlan plan =
        ClusterPlanner.plan(
            cluster(EVERYTHING),
            ObservedCluster.empty(),
            new RayClusterStatus(),
            config().with(exposure),
            (group, prefix) -> prefix + names.getAndIncrement(),
            () -> "s" + names.getAndIncrement(),
            TestPods.NOW);
    return Stream.<HasMetadata>concat(
            plan.actions(Action.CreateChild.class).stream().map(Action.CreateChild::child),
            plan.actions(Action.CreatePod.class).stream().map(Action.CreatePod::pod))
        .toList();
  }
}

package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.RecordedCluster;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The operator comes to clusters that KubeRay 1.7.0 made. The objects were recorded on an API
 * server where KubeRay ran; nothing runs the pods here, so that they stay as they are.
 */
@ControlPlane(components = Component.CONTROLLER_MANAGER)
class TakeoverIT {

  private static final List<String> CLUSTERS =
      List.of("plain", "autoscaled", "slices", "asleep", "recreated");

  /** In all of them together; the suspended one has none. */
  private static final int PODS = 3 + 2 + 5 + 2;

  /**
   * All that is written: what the status remembers of pods without our mark, and that suspended
   * clusters have no head in our words; the version of a head that Recreate compares (§7.2); the
   * autoscaler's rights, which are for its own cluster only here, and that this was done.
   */
  private static final Map<String, Long> EXPECTED_WRITES =
      Map.of(
          "patch rayclusters/status plain", 1L,
          "patch rayclusters/status autoscaled", 1L,
          "patch rayclusters/status slices", 1L,
          "patch rayclusters/status asleep", 1L,
          "patch rayclusters/status recreated", 1L,
          "patch pods recreated-head-mjsqj", 1L,
          "patch roles autoscaled", 1L,
          "create events ", 1L);

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @Test
  @Contract({"1.3", "1.9", "5.4", "5.5", "6.1", "7.2", "13.4"})
  void clustersOfKubeRayKeepEverythingAndAreLookedAfter(
      LocalControlPlane plane, KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    CLUSTERS.forEach(name -> RecordedCluster.create(client, namespace, name));
    Map<String, String> before = children(client, namespace);
    assertThat(before).hasSize(PODS + 6 + 3 + 1);
    AuditLog.Mark mark = audit.mark();
    try (PodHistory pods = PodHistory.since(client, namespace);
        KubernetesClient installed = ShippedRights.grant(plane, client);
        RayClusterOperator operator =
            RayClusterOperator.start(
                TestOperator.config().watchNamespaces(List.of(namespace.name())).build(),
                installed)) {
      assertThat(operator.isLeading()).isTrue();
      eventually(() -> assertThat(writes(audit, mark, namespace)).isEqualTo(EXPECTED_WRITES));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(writes(audit, mark, namespace)).isEqualTo(EXPECTED_WRITES));
      assertThat(children(client, namespace)).isEqualTo(before);
      assertThat(pods.gone()).isEmpty();

      assertThat(pods.size()).isEqualTo(PODS);
      assertThat(client.pods().inNamespace(namespace.name()).list().getItems())
          .allSatisfy(
              pod ->
                  assertThat(pod.getStatus().getContainerStatuses())
                      .allSatisfy(container -> assertThat(container.getRestartCount()).isZero()));

      lookAfter(client, namespace);
    }
  }

  /** Pods that KubeRay made count like ours, and what is asked for happens. */
  private static void lookAfter(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe plain = ClusterProbe.existing(client, namespace, "plain");
    Set<String> pods = plain.podNames();
    plain.editGroup("small", group -> group.setReplicas(3));
    eventually(() -> assertThat(plain.podNames()).hasSize(4).containsAll(pods));
    assertThat(plain.labels("small", "ray.io/worker-group-replica-index"))
        .containsExactly("0", "1", "2");

    ClusterProbe asleep = ClusterProbe.existing(client, namespace, "asleep");
    asleep.edit(spec -> spec.setSuspend(false));
    eventually(() -> assertThat(asleep.podNames()).hasSize(2));

    ClusterProbe slices = ClusterProbe.existing(client, namespace, "slices");
    slices.editGroup("tpu", group -> group.setReplicas(1));
    eventually(() -> assertThat(slices.podNames("tpu")).hasSize(2));
  }

  /** All children by kind and name, with their UID. */
  private static Map<String, String> children(KubernetesClient client, TestNamespace namespace) {
    String name = namespace.name();
    List<HasMetadata> objects = new ArrayList<>();
    objects.addAll(client.pods().inNamespace(name).list().getItems());
    objects.addAll(client.services().inNamespace(name).list().getItems());
    client.serviceAccounts().inNamespace(name).list().getItems().stream()
        .filter(account -> !account.getMetadata().getName().equals("default"))
        .forEach(objects::add);
    objects.addAll(client.rbac().roles().inNamespace(name).list().getItems());
    objects.addAll(client.rbac().roleBindings().inNamespace(name).list().getItems());
    objects.addAll(client.network().v1().ingresses().inNamespace(name).list().getItems());
    return objects.stream()
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(),
                object -> object.getMetadata().getUid(),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Map<String, Long> writes(
      AuditLog audit, AuditLog.Mark mark, TestNamespace namespace) {
    return audit.requestsSince(mark).stream()
        .filter(ApiRequest::isWrite)
        .filter(request -> request.userAgent().startsWith("ray-operator"))
        .filter(request -> request.namespace().equals(namespace.name()))
        .collect(
            Collectors.groupingBy(
                request -> request.verb() + " " + request.resource() + " " + request.name(),
                TreeMap::new,
                Collectors.counting()));
  }
}

package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.rayoperator.api.v1.IdleTerminationOptions;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.TestNamespace;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Deletion comes to its end, alone and with the whole namespace. */
class DeletionIT extends WithOperator {

  private static final String REDIS = "ray.io/gcs-ft-redis-cleanup-finalizer";
  private static final String IDLE = "ray.io/idle-termination-cleanup-finalizer";
  private static final int CLUSTERS = 8;
  private static final int RECREATIONS = 8;

  @Test
  void namespaceIsDeletedWhileItsClustersAreCreated(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    AuditLog.Mark mark = audit.mark();
    for (int i = 0; i < CLUSTERS; i++) {
      ClusterProbe.create(
          client,
          namespace,
          "demo-" + i,
          withWorkers("small", 3),
          cluster -> cluster.getMetadata().setFinalizers(List.of(REDIS)));
    }
    client.namespaces().withName(namespace.name()).delete();
    eventually(() -> assertThat(client.namespaces().withName(namespace.name()).get()).isNull());

    var refused =
        audit.requestsSince(mark).stream()
            .filter(request -> request.namespace().equals(namespace.name()))
            .filter(request -> request.userAgent().startsWith("ray-operator"))
            .filter(request -> request.statusCode() == 403)
            .collect(
                Collectors.groupingBy(
                    request -> request.verb() + " " + request.resource(), Collectors.counting()));
    // Each cluster finds out once: with one pod of each group, or a batch that was under way.
    assertThat(refused.getOrDefault("create pods", 0L)).isLessThanOrEqualTo(CLUSTERS * 3L);
    assertThat(refused.values().stream().mapToLong(Long::longValue).sum())
        .isLessThanOrEqualTo(CLUSTERS * 6L);
  }

  /** As `kubectl replace --force` does it, and controllers that own RayClusters. */
  @Test
  void aClusterThatIsCreatedAgainAtOnceIsServed(KubernetesClient client, TestNamespace namespace)
      throws InterruptedException {
    for (int i = 0; i < RECREATIONS; i++) {
      ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
      eventually(() -> assertThat(demo.podNames("small")).isNotEmpty());
      String uid = demo.cluster().getMetadata().getUid();
      CountDownLatch recreated = new CountDownLatch(1);
      Watch watch =
          demo.resource()
              .watch(
                  new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, RayCluster cluster) {
                      if (action == Action.DELETED) {
                        ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
                        recreated.countDown();
                      }
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                  });
      try (watch) {
        demo.resource().delete();
        assertThat(recreated.await(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(demo.cluster().getMetadata().getUid()).isNotEqualTo(uid);
      demo.awaitReady();
      demo.resource().delete();
      eventually(() -> assertThat(demo.podNames()).isEmpty());
    }
  }

  @Test
  void finalizerThatKubeRayLeftHoldsNothingUp(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            cluster -> cluster.getMetadata().setFinalizers(List.of("example.com/other", REDIS)));
    demo.awaitReady();
    demo.resource().delete();
    eventually(
        () ->
            assertThat(demo.cluster().getMetadata().getFinalizers())
                .containsExactly("example.com/other"));
    eventually(() -> assertThat(demo.eventReasons()).contains("ForceDeletedStuckCluster"));
    demo.editObject(cluster -> cluster.getMetadata().setFinalizers(List.of()));
    eventually(() -> assertThat(demo.cluster()).isNull());
  }

  @Test
  void clusterOfAnotherControllerIsNotLetGo(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe kueue =
        ClusterProbe.create(
            client,
            namespace,
            "kueue",
            withSpec(spec -> spec.setManagedBy("kueue.x-k8s.io/multikueue")),
            cluster -> cluster.getMetadata().setFinalizers(List.of(REDIS)));
    ClusterProbe ours =
        ClusterProbe.create(
            client,
            namespace,
            "ours",
            cluster -> cluster.getMetadata().setFinalizers(List.of(REDIS)));
    kueue.resource().delete();
    ours.resource().delete();
    eventually(() -> assertThat(ours.cluster()).isNull());
    assertThat(kueue.cluster().getMetadata().getFinalizers()).containsExactly(REDIS);
    kueue.editObject(cluster -> cluster.getMetadata().setFinalizers(List.of()));
  }

  @Test
  void autoscalerMayDeleteAnIdleClusterAndItGoes(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    IdleTerminationOptions options = new IdleTerminationOptions();
    options.setTimeoutSeconds(60);
    options.setPolicy(IdleTerminationOptions.DELETE);
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(
                spec -> {
                  spec.setEnableInTreeAutoscaling(true);
                  spec.setIdleTerminationOptions(options);
                }));
    demo.awaitReady();
    assertThat(
            client
                .rbac()
                .roles()
                .inNamespace(namespace.name())
                .withName("demo")
                .get()
                .getRules()
                .getLast()
                .getVerbs())
        .containsExactly("get", "patch", "delete");
    // As Ray's autoscaler does it.
    demo.editObject(cluster -> cluster.getMetadata().setFinalizers(List.of(IDLE)));
    demo.resource().delete();
    eventually(() -> assertThat(demo.cluster()).isNull());
    eventually(() -> assertThat(demo.eventReasons()).containsOnlyOnce("DeletedIdleRayCluster"));
  }

  @Test
  void idleClusterIsSuspendedAndResumed(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    demo.edit(spec -> spec.setIdleSuspend(true));
    eventually(() -> assertThat(demo.conditionText("RayClusterSuspended")).startsWith("True/"));
    assertThat(demo.podNames()).isEmpty();
    demo.edit(spec -> spec.setIdleSuspend(false));
    demo.awaitReady();
    assertThat(demo.podNames()).hasSize(2);
  }

  @Test
  void deletionCausesNoWritesOfItsOwn(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    eventually(() -> assertThat(demo.eventReasons()).hasSize(3));
    AuditLog.Mark mark = audit.mark();
    demo.resource().delete();
    eventually(() -> assertThat(demo.podNames()).isEmpty());
    assertThat(
            audit.requestsSince(mark).stream()
                .filter(request -> request.namespace().equals(namespace.name()))
                .filter(request -> request.userAgent().startsWith("ray-operator"))
                .filter(ApiRequest::isWrite))
        .isEmpty();
  }
}

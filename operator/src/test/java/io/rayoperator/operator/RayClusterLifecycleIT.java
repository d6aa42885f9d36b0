package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withAnnotation;
import static io.rayoperator.testing.RayClusters.withHead;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.api.v1.WorkerGroupSpec;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users see of a running operator. Pods are simulated. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class RayClusterLifecycleIT {

  private static RayClusterOperator operator;

  @BeforeAll
  static void start(LocalControlPlane plane, KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    operator = RayClusterOperator.start(TestOperator.config().clusterMetrics(true).build(), client);
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @Test
  @Contract({"0.3", "3.4", "13.1", "13.3", "13.5"})
  void clusterBecomesReady(KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    AuditLog.Mark mark = audit.mark();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();

    assertThat(demo.podNames("headgroup")).hasSize(1);
    assertThat(demo.podNames("small")).hasSize(2);
    assertThat(demo.labels("small", "ray.io/worker-group-replica-index")).containsExactly("0", "1");
    assertThat(demo.conditionText("HeadPodReady")).isEqualTo("True/HeadPodRunningAndReady");
    assertThat(demo.conditionText("RayClusterProvisioned"))
        .isEqualTo("True/AllPodRunningAndReadyFirstTime");
    assertThat(demo.conditionText("RayClusterSuspended")).startsWith("False/");
    assertThat(demo.status())
        .satisfies(
            status -> {
              assertThat(status.getDesiredWorkerReplicas()).isEqualTo(2);
              assertThat(status.getReadyWorkerReplicas()).isEqualTo(2);
              assertThat(status.getAvailableWorkerReplicas()).isEqualTo(2);
              assertThat(status.getMaxWorkerReplicas()).isEqualTo(20);
              assertThat(status.getDesiredCPU()).hasToString("300m");
              assertThat(status.getDesiredMemory()).hasToString("768Mi");
              assertThat(status.getDesiredGPU()).hasToString("0");
              assertThat(status.getEndpoints()).containsEntry("dashboard", "8265");
            });
    String ip = demo.head().getStatus().getPodIP();
    assertThat(demo.status().getHead())
        .satisfies(
            head -> {
              assertThat(head.getPodIP()).isEqualTo(ip);
              assertThat(head.getServiceIP()).isEqualTo(ip);
              assertThat(head.getPodName()).isEqualTo(demo.head().getMetadata().getName());
              assertThat(head.getServiceName()).isEqualTo("demo-head-svc");
            });
    eventually(
        () ->
            assertThat(demo.eventReasons())
                .containsExactly("CreatedHeadPod", "CreatedService", "CreatedWorkerPod"));
    assertThat(writes(audit, mark, namespace))
        .containsAllEntriesOf(Map.of("create pods", 3L, "patch services", 1L, "create events", 3L))
        .hasEntrySatisfying(
            "patch rayclusters/status", count -> assertThat(count).isBetween(2L, 3L));
  }

  @Test
  @Contract({"0.1", "0.2", "13.4"})
  void idleClusterCausesNoRequests(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();
    eventually(() -> assertThat(demo.eventReasons()).hasSize(3));
    AuditLog.Mark mark = audit.mark();
    // A change that means nothing wakes the operator; it must find nothing to do.
    demo.editObject(cluster -> cluster.getMetadata().getAnnotations().put("nothing", "special"));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> writes(audit, mark, namespace).isEmpty());
  }

  @Test
  @Contract("5.4")
  void clusterScalesUpAndDown(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    Set<String> first = demo.podNames("small");

    demo.editGroup("small", group -> group.setReplicas(4));
    eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(4));
    assertThat(demo.podNames("small")).containsAll(first).hasSize(4);
    assertThat(demo.labels("small", "ray.io/worker-group-replica-index"))
        .containsExactly("0", "1", "2", "3");

    demo.editGroup("small", group -> group.setReplicas(1));
    eventually(() -> assertThat(demo.podNames("small")).isEqualTo(first));
    eventually(() -> assertThat(demo.status().getDesiredWorkerReplicas()).isEqualTo(1));
  }

  @Test
  @Contract("5.1")
  @AcceptanceCase(74)
  void replicasStayWithinTheirBounds(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("small", 5, group -> group.setMaxReplicas(3)));
    demo.awaitReady();
    assertThat(demo.podNames("small")).hasSize(3);
  }

  @Test
  @Contract({"0.1", "5.3", "5.4"})
  @AcceptanceCase(74)
  void deletedPodsAreReplacedAtTheirPlace(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 3));
    demo.awaitReady();
    String victim =
        demo.pods("small").stream()
            .filter(
                pod ->
                    "1"
                        .equals(
                            pod.getMetadata().getLabels().get("ray.io/worker-group-replica-index")))
            .findFirst()
            .orElseThrow()
            .getMetadata()
            .getName();
    String head = demo.head().getMetadata().getName();

    demo.deletePod(victim);
    eventually(
        () -> {
          assertThat(demo.podNames("small")).hasSize(3).doesNotContain(victim);
          assertThat(demo.labels("small", "ray.io/worker-group-replica-index"))
              .containsExactly("0", "1", "2");
        });
    demo.deletePod(head);
    eventually(() -> assertThat(demo.podNames("headgroup")).hasSize(1).doesNotContain(head));
    eventually(() -> assertThat(demo.conditionText("HeadPodReady")).startsWith("True/"));
  }

  @Test
  @Contract({"5.6", "13.5"})
  void podsAtTheirEndAreReplaced(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();
    String failed = demo.podNames("small").iterator().next();
    demo.failPod(failed);
    eventually(() -> assertThat(demo.podNames("small")).hasSize(2).doesNotContain(failed));
    eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(2));
    eventually(() -> assertThat(demo.eventReasons()).contains("DeletedWorkerPod"));
  }

  @Test
  @Contract("5.4")
  @AcceptanceCase(89)
  void autoscalerNamesThePodsToDelete(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(spec -> spec.setEnableInTreeAutoscaling(true)),
            withWorkers("small", 3),
            withWorkers("other", 1));
    demo.awaitReady();
    List<String> workers = new ArrayList<>(demo.podNames("small"));
    String foreign = demo.podNames("other").iterator().next();
    String unrelated = createPodOfNobody(client, namespace).getMetadata().getName();

    ScaleStrategy strategy = new ScaleStrategy();
    strategy.setWorkersToDelete(List.of(workers.get(1), foreign, unrelated, "no-such-pod"));
    demo.editGroup(
        "small",
        group -> {
          group.setReplicas(2);
          group.setScaleStrategy(strategy);
        });
    eventually(
        () ->
            assertThat(demo.podNames("small"))
                .containsExactlyInAnyOrder(workers.get(0), workers.get(2)));
    assertThat(demo.podNames("other")).containsExactly(foreign);
    assertThat(client.pods().inNamespace(namespace.name()).withName(unrelated).get()).isNotNull();

    // Without being named, no pod goes: only the autoscaler knows which one is idle.
    demo.editGroup(
        "small",
        group -> {
          group.setReplicas(1);
          group.setScaleStrategy(null);
        });
    eventually(() -> assertThat(demo.status().getDesiredWorkerReplicas()).isEqualTo(2));
    assertThat(demo.podNames("small")).hasSize(2);
  }

  @Test
  @Contract({"2.9", "2.10"})
  @AcceptanceCase(76)
  void autoscalerGetsAnAccountAndRights(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withSpec(spec -> spec.setEnableInTreeAutoscaling(true)));
    demo.awaitReady();
    assertThat(demo.head().getSpec().getServiceAccountName()).isEqualTo("demo");
    assertThat(demo.head().getSpec().getContainers())
        .extracting("name")
        .containsExactly("ray-head", "autoscaler");
    var role = client.rbac().roles().inNamespace(namespace.name()).withName("demo");
    assertThat(role.get().getRules()).hasSize(3);

    role.edit(
        live -> {
          live.setRules(List.of());
          return live;
        });
    eventually(() -> assertThat(role.get().getRules()).hasSize(3));

    demo.edit(spec -> spec.setEnableInTreeAutoscaling(false));
    eventually(
        () -> {
          assertThat(role.get()).isNull();
          assertThat(client.serviceAccounts().inNamespace(namespace.name()).withName("demo").get())
              .isNull();
        });
  }

  @Test
  @Contract("2.10")
  void serviceAccountOfSomebodyElseIsUsedAsItIs(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    client
        .resource(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: demo, namespace: %s}
            """
                .formatted(namespace.name()))
        .create();
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withSpec(spec -> spec.setEnableInTreeAutoscaling(true)));
    demo.awaitReady();
    var account = client.serviceAccounts().inNamespace(namespace.name()).withName("demo").get();
    assertThat(account.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(
            audit.requestsSince(new AuditLog.Mark(0)).stream()
                .filter(request -> request.namespace().equals(namespace.name()))
                .filter(request -> request.resource().equals("serviceaccounts"))
                .filter(request -> request.statusCode() == 409))
        .hasSize(1);
  }

  @Test
  @Contract("5.8")
  void podsOfARemovedGroupGo(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", withWorkers("a", 1), withWorkers("b", 2));
    demo.awaitReady();
    demo.edit(
        spec ->
            spec.setWorkerGroupSpecs(
                groups(spec).stream().filter(group -> "a".equals(group.getGroupName())).toList()));
    eventually(() -> assertThat(demo.podNames("b")).isEmpty());
    assertThat(demo.podNames("a")).hasSize(1);
    eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(1));
  }

  @Test
  @Contract({"3.2", "5.5"})
  void multiHostReplicasLiveAndDieAsAWhole(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("tpu", 2, group -> group.setNumOfHosts(4)));
    demo.awaitReady();
    assertThat(demo.podNames("tpu")).hasSize(8);
    assertThat(demo.labels("tpu", "ray.io/replica-host-index"))
        .containsExactly("0", "0", "1", "1", "2", "2", "3", "3");
    assertThat(new HashSet<>(demo.labels("tpu", "ray.io/worker-group-replica-index")))
        .containsExactlyInAnyOrder("0", "1");
    assertThat(new HashSet<>(demo.labels("tpu", "ray.io/worker-group-replica-name"))).hasSize(2);
    assertThat(client.services().inNamespace(namespace.name()).withName("demo-headless").get())
        .isNotNull();

    Pod victim = demo.pods("tpu").getFirst();
    String replica = victim.getMetadata().getLabels().get("ray.io/worker-group-replica-name");
    demo.deletePod(victim.getMetadata().getName());
    eventually(
        () -> {
          assertThat(demo.podNames("tpu")).hasSize(8);
          assertThat(demo.labels("tpu", "ray.io/worker-group-replica-name"))
              .doesNotContain(replica);
        });

    demo.editGroup("tpu", group -> group.setReplicas(1));
    eventually(() -> assertThat(demo.podNames("tpu")).hasSize(4));
    assertThat(new HashSet<>(demo.labels("tpu", "ray.io/worker-group-replica-name"))).hasSize(1);
  }

  @Test
  @Contract("6.1")
  void clusterIsSuspendedAndResumed(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();
    Set<String> before = demo.podNames();

    demo.edit(spec -> spec.setSuspend(true));
    eventually(
        () ->
            assertThat(demo.conditionText("RayClusterSuspended"))
                .isEqualTo("True/RayClusterSuspended"));
    assertThat(demo.podNames()).isEmpty();
    assertThat(demo.status().getState()).isEqualTo("suspended");
    assertThat(demo.conditionText("HeadPodReady")).isEqualTo("False/HeadPodNotFound");
    assertThat(demo.conditionText("RayClusterProvisioned"))
        .isEqualTo("False/RayClusterPodsProvisioning");
    assertThat(client.services().inNamespace(namespace.name()).withName("demo-head-svc").get())
        .isNotNull();

    demo.edit(spec -> spec.setSuspend(null));
    demo.awaitReady();
    assertThat(demo.podNames()).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(demo.conditionText("RayClusterSuspended")).startsWith("False/");
  }

  @Test
  @Contract("6.1")
  void clusterBornSuspendedNeverHasPods(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    AuditLog.Mark mark = audit.mark();
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(spec -> spec.setSuspend(true)),
            withWorkers("small", 2));
    eventually(() -> assertThat(demo.conditionText("RayClusterSuspended")).startsWith("True/"));
    assertThat(writes(audit, mark, namespace)).doesNotContainKey("create pods");
  }

  @Test
  @Contract("12")
  @AcceptanceCase({1, 2})
  void clustersOfAnotherControllerAreLeftAlone(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe kueue =
        ClusterProbe.create(
            client,
            namespace,
            "kueue",
            withSpec(spec -> spec.setManagedBy("kueue.x-k8s.io/multikueue")));
    ClusterProbe ours =
        ClusterProbe.create(
            client,
            namespace,
            "ours",
            withSpec(spec -> spec.setManagedBy("ray.io/kuberay-operator")));
    ours.awaitReady();
    assertThat(kueue.cluster().getStatus()).isNull();
    assertThat(kueue.podNames()).isEmpty();
    assertThat(kueue.eventReasons()).isEmpty();
  }

  @Test
  @Contract({"1.7", "1.10"})
  void childrenAreDeletedWithTheirCluster(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    assertThat(demo.cluster().getMetadata().getFinalizers()).isEmpty();
    demo.resource().delete();
    eventually(
        () -> {
          assertThat(demo.podNames()).isEmpty();
          assertThat(
                  client.services().inNamespace(namespace.name()).withName("demo-head-svc").get())
              .isNull();
        });
  }

  @Test
  @Contract("3.1")
  void driftOfTheHeadServiceIsRepaired(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo");
    demo.awaitReady();
    Resource<Service> service =
        client.services().inNamespace(namespace.name()).withName("demo-head-svc");
    service.edit(
        live -> {
          live.getSpec().setSelector(Map.of("some", "thing"));
          live.getMetadata().getLabels().put("added-by", "somebody");
          return live;
        });
    eventually(
        () ->
            assertThat(service.get().getSpec().getSelector())
                .containsEntry("ray.io/node-type", "head"));
    assertThat(service.get().getMetadata().getLabels()).containsEntry("added-by", "somebody");

    service.delete();
    eventually(() -> assertThat(service.get()).isNotNull());
  }

  @Test
  @Contract("3.3")
  void serveServiceComesAndGoesWithItsAnnotation(KubernetesClient client, TestNamespace namespace) {
    String annotation = "ray.io/enable-serve-service";
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", withAnnotation(annotation, "true"));
    demo.awaitReady();
    Resource<Service> service =
        client.services().inNamespace(namespace.name()).withName("demo-serve-svc");
    eventually(() -> assertThat(service.get()).isNotNull());
    assertThat(service.get().getSpec().getPorts()).extracting("port").containsExactly(8000);
    service.edit(
        live -> {
          live.getSpec().setSelector(Map.of("some", "thing"));
          return live;
        });
    eventually(
        () ->
            assertThat(service.get().getSpec().getSelector())
                .containsEntry("ray.io/cluster", "demo"));
    service.delete();
    eventually(() -> assertThat(service.get()).isNotNull());

    demo.editObject(cluster -> cluster.getMetadata().getAnnotations().remove(annotation));
    eventually(() -> assertThat(service.get()).isNull());
    eventually(() -> assertThat(demo.eventReasons()).contains("DeletedService"));
    assertThat(demo.conditionText("ReplicaFailure")).isEmpty();
  }

  /** Pods do not wait for what they do not use. */
  @Test
  @Contract("3.3")
  void serveServiceOfSomebodyElseIsLeftAlone(KubernetesClient client, TestNamespace namespace) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: demo-serve-svc, namespace: %s}
            spec: {selector: {ray.io/cluster: demo}, ports: [{name: serve, port: 8000}]}
            """
                .formatted(namespace.name()))
        .create();
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withAnnotation("ray.io/enable-serve-service", "true"));
    demo.awaitReady();
    eventually(() -> assertThat(demo.eventReasons()).contains("FailedToCreateService"));
    assertThat(
            client
                .services()
                .inNamespace(namespace.name())
                .withName("demo-serve-svc")
                .get()
                .getMetadata()
                .getOwnerReferences())
        .isEmpty();
  }

  @Test
  @Contract("3.1")
  void changesOfTheSpecReachTheHeadService(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(spec -> spec.setHeadServiceAnnotations(Map.of("a", "1", "b", "1"))));
    demo.awaitReady();
    Resource<Service> service =
        client.services().inNamespace(namespace.name()).withName("demo-head-svc");
    demo.edit(spec -> spec.setHeadServiceAnnotations(Map.of("a", "2")));
    eventually(
        () -> assertThat(service.get().getMetadata().getAnnotations()).isEqualTo(Map.of("a", "2")));

    demo.edit(spec -> headGroup(spec).setServiceType("NodePort"));
    eventually(
        () -> {
          // It is made anew.
          assertThat(service.get()).isNotNull();
          assertThat(service.get().getSpec().getType()).isEqualTo("NodePort");
          assertThat(service.get().getSpec().getClusterIP()).startsWith("10.");
          assertThat(demo.status().getHead())
              .satisfies(
                  head ->
                      assertThat(head.getServiceIP())
                          .isEqualTo(service.get().getSpec().getClusterIP()));
        });
  }

  @Test
  @Contract({"0.3", "3.1"})
  void serviceOfSomebodyElseIsNotTakenOver(KubernetesClient client, TestNamespace namespace) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: demo-head-svc, namespace: %s}
            spec: {selector: {app: mine}, ports: [{port: 80}]}
            """
                .formatted(namespace.name()))
        .create();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo");
    eventually(() -> assertThat(demo.eventReasons()).containsExactly("FailedToCreateService"));
    assertThat(demo.podNames()).isEmpty();
    assertThat(
            client
                .services()
                .inNamespace(namespace.name())
                .withName("demo-head-svc")
                .get()
                .getSpec()
                .getSelector())
        .isEqualTo(Map.of("app", "mine"));
  }

  @Test
  @Contract({"1.9", "5.4"})
  void podOfNobodyWithOurLabelsCountsAndIsNeverDeleted(
      KubernetesClient client, TestNamespace namespace) {
    Pod foreign =
        new PodBuilder(createPodOfNobody(client, namespace))
            .editMetadata()
            .withName("adopted-by-labels")
            .withResourceVersion(null)
            .withUid(null)
            .addToLabels("ray.io/cluster", "demo")
            .addToLabels("ray.io/node-type", "worker")
            .addToLabels("ray.io/group", "small")
            .endMetadata()
            .build();
    client.resource(foreign).create();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    demo.awaitReady();
    assertThat(demo.podNames("small")).hasSize(2).contains("adopted-by-labels");

    demo.editGroup("small", group -> group.setReplicas(0));
    eventually(() -> assertThat(demo.podNames("small")).containsExactly("adopted-by-labels"));
  }

  @Test
  @Contract({"2.14", "13.2", "13.5"})
  @AcceptanceCase(8)
  void quotaShowsUpAsAConditionAndOneEvent(KubernetesClient client, TestNamespace namespace) {
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("tight")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build())
        .create();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    eventually(
        () -> {
          assertThat(demo.conditionText("ReplicaFailure")).isEqualTo("True/FailedCreateHeadPod");
          assertThat(demo.condition("ReplicaFailure").orElseThrow().getMessage())
              .contains("forbidden: exceeded quota");
        });
    client.resourceQuotas().inNamespace(namespace.name()).withName("tight").delete();
    demo.awaitReady();
    assertThat(demo.conditionText("ReplicaFailure")).isEmpty();
    assertThat(demo.eventReasons()).containsOnlyOnce("FailedToCreateHeadPod");
  }

  @Test
  @Contract("2.14")
  @AcceptanceCase(84)
  void aGroupInTroubleDelaysNoOther(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withWorkers("a", 1, group -> container(group).setImagePullPolicy("Sometimes")),
            withWorkers("b", 1));
    eventually(() -> assertThat(demo.podNames("b")).hasSize(1));
    eventually(
        () ->
            assertThat(demo.conditionText("ReplicaFailure"))
                .isEqualTo("True/FailedCreateWorkerPod"));
    assertThat(demo.status().getState()).isNull();
  }

  @Test
  @Contract({"0.2", "0.3", "13.5"})
  void invalidSpecIsToldOnceAndBuildsNothing(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withHead(head -> head.setRayStartParams(Map.of("labels", "a=b"))),
            withWorkers("small", 1));
    eventually(
        () ->
            assertThat(demo.conditionText("InvalidSpec")).isEqualTo("True/InvalidRayClusterSpec"));
    assertThat(demo.condition("InvalidSpec").orElseThrow().getMessage())
        .contains("spec.headGroupSpec.rayStartParams");
    eventually(() -> assertThat(demo.eventReasons()).containsExactly("InvalidRayClusterSpec"));
    assertThat(demo.status().getObservedGeneration()).isEqualTo(1);
    assertThat(demo.podNames()).isEmpty();

    AuditLog.Mark mark = audit.mark();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> writes(audit, mark, namespace).isEmpty());
    demo.edit(spec -> headGroup(spec).setRayStartParams(Map.of()));
    demo.awaitReady();
    assertThat(demo.conditionText("InvalidSpec")).isEmpty();
  }

  @Test
  @Contract("0.3")
  void runningClusterWhoseSpecBecomesInvalidKeepsItsPods(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    Set<String> pods = demo.podNames();
    demo.edit(spec -> headGroup(spec).setRayStartParams(Map.of("labels", "a=b")));
    eventually(() -> assertThat(demo.conditionText("InvalidSpec")).startsWith("True/"));
    assertThat(demo.podNames()).isEqualTo(pods);
    assertThat(demo.status().getState()).isEqualTo("ready");
  }

  @Test
  @Contract({"14", "16.1"})
  void probesAndMetricsAreServed(KubernetesClient client, TestNamespace namespace)
      throws Exception {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "metered");
    demo.awaitReady();
    assertThat(get(operator.healthPort(), "/healthz")).isEqualTo("ok\n");
    assertThat(get(operator.healthPort(), "/readyz")).isEqualTo("ok, leading\n");
    String labels = "name=\"metered\",namespace=\"%s\"".formatted(namespace.name());
    eventually(
        () ->
            assertThat(get(operator.metricsPort(), "/metrics"))
                .contains("kuberay_cluster_info{" + labels)
                .contains("kuberay_cluster_condition_provisioned{condition=\"true\"," + labels)
                .contains("kuberay_cluster_provisioned_duration_seconds{" + labels)
                .contains("operator_sdk_reconciliations_success_total"));
    assertThat(get(operator.metricsPort(), "/metrics"))
        .containsPattern(
            "controller_runtime_reconcile_total\\{controller=\"raycluster\",result=\"success\"} [1-9]")
        .containsPattern(
            "workqueue_adds_total\\{controller=\"raycluster\",name=\"raycluster\"} [1-9]")
        .containsPattern(
            "rest_client_requests_total\\{code=\"201\",host=\"[^\"]+\",method=\"POST\"} [1-9]")
        .containsPattern(
            "rest_client_request_duration_seconds_sum\\{host=\"[^\"]+\",verb=\"POST\"} [0-9.E-]*[1-9]")
        .contains("rest_client_rate_limiter_duration_seconds_count{")
        .contains("leader_election_master_status{name=\"ray-operator-leader\"} 1.0")
        .containsPattern("process_cpu_seconds_total [0-9]")
        .containsPattern("process_resident_memory_bytes [1-9]")
        .contains("jvm_memory_used_bytes{");
    demo.resource().delete();
    eventually(() -> assertThat(get(operator.metricsPort(), "/metrics")).doesNotContain(labels));
  }

  private static Pod createPodOfNobody(KubernetesClient client, TestNamespace namespace) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("unrelated")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("i")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  /** What the operator wrote, by verb and resource. */
  private static Map<String, Long> writes(
      AuditLog audit, AuditLog.Mark mark, TestNamespace namespace) {
    return audit.requestsSince(mark).stream()
        .filter(ApiRequest::isWrite)
        .filter(request -> request.userAgent().startsWith("ray-operator"))
        .filter(request -> request.namespace().equals(namespace.name()))
        .collect(
            Collectors.groupingBy(
                request -> request.verb() + " " + request.resource(), Collectors.counting()));
  }

  private static String get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static List<WorkerGroupSpec> groups(RayClusterSpec spec) {
    return Objects.requireNonNull(spec.getWorkerGroupSpecs());
  }

  private static HeadGroupSpec headGroup(RayClusterSpec spec) {
    return Objects.requireNonNull(spec.getHeadGroupSpec());
  }

  private static Container container(WorkerGroupSpec group) {
    return Objects.requireNonNull(group.getTemplate()).getSpec().getContainers().getFirst();
  }
}

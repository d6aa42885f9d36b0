package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withAnnotation;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Cases of KubeRay's own tests that no other test of this module repeats anyway; docs/contract.md
 * lists all. Where KubeRay has a chain of cases on one cluster, so has the test. The operator has
 * the rights with which it is installed, and no more.
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class AcceptanceIT {

  private static final String INDEX = "ray.io/worker-group-replica-index";
  private static final String REPLICA = "ray.io/worker-group-replica-name";
  private static final String HOST = "ray.io/replica-host-index";
  private static final String KEEP = "example.com/keep";

  private static KubernetesClient installed;
  private static RayClusterOperator operator;
  private static AuditLog.Mark start;

  @BeforeAll
  static void start(LocalControlPlane plane, KubernetesClient client, AuditLog audit) {
    RayClusterApi.installWithoutWebhooks(client);
    start = audit.mark();
    installed = ShippedRights.grant(plane, client);
    operator = RayClusterOperator.start(TestOperator.config().build(), installed);
  }

  @AfterAll
  static void stop() {
    operator.close();
    installed.close();
  }

  @Test
  @Contract({"6.1", "13.2", "13.3"})
  @AcceptanceCase({5, 6, 7})
  void conditionsFollowAClusterIntoSuspensionAndBack(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    awaitProvisioned(demo);

    demo.edit(spec -> spec.setSuspend(true));
    awaitCondition(demo, "RayClusterSuspended", "True/RayClusterSuspended");
    awaitCondition(demo, "HeadPodReady", "False/HeadPodNotFound");
    awaitCondition(demo, "RayClusterProvisioned", "False/RayClusterPodsProvisioning");
    assertThat(demo.status().getHead())
        .satisfies(head -> assertThat(head.getPodName()).isNullOrEmpty());

    demo.edit(spec -> spec.setSuspend(false));
    awaitCondition(demo, "RayClusterSuspended", "False/RayClusterSuspended");
    awaitProvisioned(demo);
  }

  @Test
  @Contract("5.4")
  @AcceptanceCase(9)
  void podThatItsFinalizerHoldsIsTheOnlyOneThatScaleDownDeletes(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("small", 2, group -> hold(group.getTemplate())));
    demo.awaitReady();
    demo.editGroup("small", group -> group.setReplicas(1));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(1));
    // One more look, and one more: the other one stays.
    demo.edit(spec -> spec.setRayVersion("2.53.0"));
    demo.awaitReady();
    assertThat(demo.podNames("small")).hasSize(1);
    assertThat(demo.podNames("headgroup")).hasSize(1);
    assertThat(allPods(client, namespace)).hasSize(3);
    release(client, namespace);
  }

  @Test
  @Contract({"1.5", "5.4"})
  @AcceptanceCase({24, 25, 26})
  void workersAreNumberedAndKeepTheirNumbers(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 3));
    demo.awaitReady();
    assertThat(demo.labels("small", INDEX)).containsExactly("0", "1", "2");
    assertThat(demo.pods("small"))
        .allSatisfy(
            pod -> assertThat(pod.getMetadata().getLabels()).doesNotContainKeys(REPLICA, HOST));

    String second = nameAt(demo, "1");
    demo.deletePod(second);
    eventually(
        () -> {
          assertThat(demo.labels("small", INDEX)).containsExactly("0", "1", "2");
          assertThat(nameAt(demo, "1")).isNotEqualTo(second);
        });
    Set<String> three = demo.podNames("small");

    demo.editGroup("small", group -> group.setReplicas(4));
    eventually(() -> assertThat(demo.labels("small", INDEX)).containsExactly("0", "1", "2", "3"));
    assertThat(demo.podNames("small")).containsAll(three);
  }

  @Test
  @Contract({"1.5", "5.5"})
  @AcceptanceCase({27, 28, 29, 30})
  void multiHostReplicasComeAndGoAsAWhole(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("tpu", 2, group -> group.setNumOfHosts(4)));
    awaitWholeReplicas(demo, 2);

    demo.editGroup("tpu", group -> group.setReplicas(1));
    eventually(() -> assertThat(demo.podNames("tpu")).hasSize(4));
    assertThat(Set.copyOf(demo.labels("tpu", REPLICA))).hasSize(1);
    assertThat(demo.labels("tpu", HOST)).containsExactly("0", "1", "2", "3");

    demo.editGroup("tpu", group -> group.setReplicas(3));
    awaitWholeReplicas(demo, 3);

    Pod lost = demo.pods("tpu").getFirst();
    String replica = lost.getMetadata().getLabels().get(REPLICA);
    demo.deletePod(lost.getMetadata().getName());
    eventually(() -> assertThat(demo.labels("tpu", REPLICA)).doesNotContain(replica));
    awaitWholeReplicas(demo, 3);
  }

  @Test
  @Contract("6.1")
  @AcceptanceCase(77)
  void clusterIsSuspendedAgainBeforeItRuns(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    demo.awaitReady();
    demo.edit(spec -> spec.setSuspend(true));
    awaitSuspended(demo);
    demo.edit(spec -> spec.setSuspend(false));
    awaitCondition(demo, "RayClusterSuspended", "False/RayClusterSuspended");
    demo.edit(spec -> spec.setSuspend(true));
    awaitSuspended(demo);
    assertThat(demo.status().getHead())
        .satisfies(head -> assertThat(head.getPodName()).isNullOrEmpty());
    assertThat(allPods(client, namespace)).isEmpty();
  }

  @Test
  @Contract("6.1")
  @AcceptanceCase(78)
  void suspensionThatHasBegunIsCompletedBeforeTheClusterReturns(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("small", 1, group -> hold(group.getTemplate())));
    demo.awaitReady();
    Set<String> before = demo.podNames();
    demo.edit(spec -> spec.setSuspend(true));
    awaitCondition(demo, "RayClusterSuspending", "True/RayClusterSuspending");
    eventually(() -> assertThat(allPods(client, namespace)).hasSize(1));

    demo.edit(spec -> spec.setSuspend(false));
    eventually(
        () ->
            assertThat(demo.status().getObservedGeneration())
                .isEqualTo(demo.cluster().getMetadata().getGeneration()));
    assertThat(demo.conditionText("RayClusterSuspending")).startsWith("True/");
    assertThat(demo.podNames()).isEmpty();

    release(client, namespace);
    awaitCondition(demo, "RayClusterSuspending", "False/RayClusterSuspending");
    awaitCondition(demo, "RayClusterSuspended", "False/RayClusterSuspended");
    // The state may still be that of before the suspension: pods tell.
    eventually(() -> assertThat(demo.podNames()).hasSize(2).doesNotContainAnyElementsOf(before));
    demo.awaitReady();
    demo.editGroup("small", group -> group.setReplicas(0));
    release(client, namespace);
  }

  @Test
  @Contract("6.3")
  @AcceptanceCase(79)
  void suspendedGroupLosesItsWorkersAndNothingElse(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withWorkers("small", 2), withWorkers("other", 1));
    demo.awaitReady();
    Set<String> others = new TreeSet<>(demo.podNames("other"));
    others.addAll(demo.podNames("headgroup"));
    demo.editGroup("small", group -> group.setSuspend(true));
    eventually(() -> assertThat(demo.podNames()).isEqualTo(others));
    eventually(() -> assertThat(demo.status().getDesiredWorkerReplicas()).isEqualTo(1));

    demo.editGroup("small", group -> group.setSuspend(false));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(2));
    Set<String> all = demo.podNames();

    // Both at once is not allowed, so nothing changes.
    demo.edit(spec -> spec.setEnableInTreeAutoscaling(true));
    demo.awaitReady();
    demo.editGroup("small", group -> group.setSuspend(true));
    awaitCondition(demo, "InvalidSpec", "True/InvalidRayClusterSpec");
    assertThat(demo.podNames()).isEqualTo(all);
  }

  @Test
  @Contract({"5.5", "13.1"})
  @AcceptanceCase(80)
  void autoscalerScalesWholeMultiHostReplicas(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            withSpec(spec -> spec.setEnableInTreeAutoscaling(true)),
            withWorkers(
                "tpu",
                2,
                group -> {
                  group.setNumOfHosts(2);
                  group.setMinReplicas(1);
                  group.setMaxReplicas(5);
                }));
    awaitWholeReplicas(demo, 2, 2);
    assertThat(demo.status().getDesiredWorkerReplicas()).isEqualTo(4);
    assertThat(demo.status().getMinWorkerReplicas()).isEqualTo(2);
    assertThat(demo.status().getMaxWorkerReplicas()).isEqualTo(10);

    String replica = demo.pods("tpu").getFirst().getMetadata().getLabels().get(REPLICA);
    List<String> slice =
        demo.pods("tpu").stream()
            .filter(pod -> Objects.equals(replica, pod.getMetadata().getLabels().get(REPLICA)))
            .map(pod -> pod.getMetadata().getName())
            .toList();
    ScaleStrategy strategy = new ScaleStrategy();
    strategy.setWorkersToDelete(slice);
    demo.editGroup(
        "tpu",
        group -> {
          group.setReplicas(1);
          group.setScaleStrategy(strategy);
        });
    eventually(
        () -> assertThat(demo.podNames("tpu")).hasSize(2).doesNotContainAnyElementsOf(slice));

    demo.editGroup(
        "tpu",
        group -> {
          group.setReplicas(3);
          group.setScaleStrategy(null);
        });
    awaitWholeReplicas(demo, 3, 2);

    Set<String> before = demo.podNames("tpu");
    demo.deletePod(before.iterator().next());
    eventually(() -> assertThat(demo.podNames("tpu")).hasSize(6).isNotEqualTo(before));
    awaitWholeReplicas(demo, 3, 2);
  }

  @Test
  @Contract({"1.1", "1.2", "1.3"})
  @AcceptanceCase(85)
  void clusterWithTheLongestNameGetsItsChildren(KubernetesClient client, TestNamespace namespace) {
    String name = "c".repeat(53);
    ClusterProbe longest =
        ClusterProbe.create(
            client,
            namespace,
            name,
            withAnnotation("ray.io/enable-serve-service", "true"),
            withSpec(spec -> spec.setEnableInTreeAutoscaling(true)),
            withWorkers("small", 1, group -> group.setNumOfHosts(2)));
    longest.awaitReady();
    assertThat(names(client.services().inNamespace(namespace.name()).list().getItems()))
        .containsExactly(name + "-head-svc", name + "-headless", name + "-serve-svc");
    assertThat(names(client.rbac().roles().inNamespace(namespace.name()).list().getItems()))
        .containsExactly("c".repeat(50));
    assertThat(longest.podNames("small"))
        .allSatisfy(pod -> assertThat(pod).startsWith("c".repeat(50) + "-worker-"));
  }

  @Test
  @Contract({"0.1", "1.9"})
  @AcceptanceCase(87)
  void operatorAsksForPodsOfRayOnly(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    ClusterProbe.create(client, namespace, "demo").awaitReady();
    List<String> selectors =
        audit.requestsSince(start).stream()
            .filter(request -> request.userAgent().startsWith("ray-operator"))
            .filter(request -> request.resource().equals("pods"))
            .filter(request -> Set.of("list", "watch").contains(request.verb()))
            .map(ApiRequest::uri)
            .map(uri -> URLDecoder.decode(uri, StandardCharsets.UTF_8))
            .toList();
    assertThat(selectors)
        .isNotEmpty()
        .allSatisfy(
            uri ->
                assertThat(uri)
                    .contains("labelSelector=ray.io/cluster,ray.io/node-type in (head,worker)"));
  }

  private static void awaitProvisioned(ClusterProbe cluster) {
    awaitCondition(cluster, "HeadPodReady", "True/HeadPodRunningAndReady");
    awaitCondition(cluster, "RayClusterProvisioned", "True/AllPodRunningAndReadyFirstTime");
  }

  private static void awaitSuspended(ClusterProbe cluster) {
    awaitCondition(cluster, "RayClusterSuspended", "True/RayClusterSuspended");
  }

  private static void awaitCondition(ClusterProbe cluster, String type, String text) {
    eventually(() -> assertThat(cluster.conditionText(type)).isEqualTo(text));
  }

  private static void awaitWholeReplicas(ClusterProbe cluster, int count) {
    awaitWholeReplicas(cluster, count, 4);
  }

  /** Each replica has one index, the lowest ones, and a pod for each host. */
  private static void awaitWholeReplicas(ClusterProbe cluster, int count, int hosts) {
    Set<String> indices = numbers(count);
    eventually(
        () -> {
          Map<String, List<Map<String, String>>> replicas =
              cluster.pods("tpu").stream()
                  .map(pod -> pod.getMetadata().getLabels())
                  .collect(
                      Collectors.groupingBy(
                          labels -> labels.get(REPLICA), TreeMap::new, Collectors.toList()));
          assertThat(replicas).hasSize(count);
          assertThat(
                  replicas.values().stream()
                      .map(pods -> values(pods, INDEX))
                      .flatMap(Set::stream)
                      .collect(Collectors.toSet()))
              .isEqualTo(indices);
          assertThat(replicas.values())
              .allSatisfy(
                  pods -> {
                    assertThat(pods).hasSize(hosts);
                    assertThat(values(pods, INDEX)).hasSize(1);
                    assertThat(values(pods, HOST)).isEqualTo(numbers(hosts));
                  });
        });
    eventually(
        () -> assertThat(cluster.status().getReadyWorkerReplicas()).isEqualTo(count * hosts));
  }

  private static Set<String> values(List<Map<String, String>> pods, String label) {
    return pods.stream().map(labels -> labels.get(label)).collect(Collectors.toSet());
  }

  private static Set<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.toSet());
  }

  private static String nameAt(ClusterProbe cluster, String index) {
    return cluster.pods("small").stream()
        .filter(pod -> index.equals(pod.getMetadata().getLabels().get(INDEX)))
        .map(pod -> pod.getMetadata().getName())
        .findFirst()
        .orElse("");
  }

  private static Set<String> names(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(object -> object.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Pods of the template stay until somebody removes their finalizer. */
  private static void hold(@Nullable PodTemplateSpec template) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setFinalizers(List.of(KEEP));
    Objects.requireNonNull(template).setMetadata(metadata);
  }

  /** Removes the finalizers of all pods. */
  private static void release(KubernetesClient client, TestNamespace namespace) {
    allPods(client, namespace).stream()
        .filter(pod -> !pod.getMetadata().getFinalizers().isEmpty())
        .forEach(
            pod ->
                client
                    .pods()
                    .resource(pod)
                    .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"finalizers\":null}}"));
  }

  /** Those that are being deleted as well. */
  private static List<Pod> allPods(KubernetesClient client, TestNamespace namespace) {
    return client.pods().inNamespace(namespace.name()).list().getItems();
  }
}

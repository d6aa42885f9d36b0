package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RollingUpdate;
import io.rayoperator.api.v1.UpgradeStrategy;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How running pods follow their templates. */
class UpgradeIT extends WithOperator {

  private static final String UP_TO_DATE = "False/PodsUpToDate";
  private static final String PAUSED = "True/RollingUpdatePaused";
  private static final String NEW_IMAGE = "rayproject/ray:2.52.0-py312";

  @Test
  void workersAreReplacedWithinTheirBoundsAndTheHeadLast(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", rolling(1, 2), withWorkers("small", 6));
    demo.awaitReady();
    Set<String> before = demo.podNames();
    assertThat(demo.conditionText("RayClusterUpdating")).isEqualTo(UP_TO_DATE);
    try (PodCounts small = PodCounts.of(client, namespace, "small")) {
      demo.edit(
          spec -> {
            setImage(Objects.requireNonNull(spec.getHeadGroupSpec()).getTemplate());
            Objects.requireNonNull(spec.getWorkerGroupSpecs())
                .forEach(group -> setImage(group.getTemplate()));
          });
      awaitUpToDate(demo);
      demo.awaitReady();
      assertThat(demo.podNames()).hasSize(7).doesNotContainAnyElementsOf(before);
      assertThat(images(demo)).containsExactly(NEW_IMAGE);
      assertThat(small.most()).isBetween(7, 8);
      assertThat(small.fewestReady()).isBetween(5, 6);
      assertThat(small.deletions())
          .containsExactly("small", "small", "small", "small", "small", "small", "headgroup");
    }
    eventually(() -> assertThat(demo.eventReasons()).contains("RollingUpdateCompleted"));
    assertThat(demo.eventReasons())
        .containsOnlyOnce("RollingUpdateStarted", "RollingUpdateCompleted")
        .doesNotContain("RollingUpdatePaused");
  }

  @Test
  void onlyTheGroupThatChangedIsReplacedWithWholeReplicasAtATime(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            rolling(0, 1),
            withWorkers("small", 2),
            withWorkers(
                "tpu",
                2,
                group -> {
                  group.setNumOfHosts(2);
                  group.setRollingUpdate(pace(1, 0));
                }));
    demo.awaitReady();
    Set<String> others = new TreeSet<>(demo.podNames("small"));
    others.addAll(demo.podNames("headgroup"));
    Set<String> before = demo.podNames("tpu");
    try (PodCounts tpu = PodCounts.of(client, namespace, "tpu")) {
      demo.editGroup("tpu", group -> setImage(group.getTemplate()));
      awaitUpToDate(demo);
      eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(6));
      assertThat(tpu.most()).isEqualTo(4);
      assertThat(tpu.fewestReady()).isEqualTo(2);
    }
    assertThat(demo.podNames("tpu")).hasSize(4).doesNotContainAnyElementsOf(before);
    assertThat(demo.podNames()).containsAll(others).hasSize(7);
  }

  @Test
  void failingPodsPauseTheUpdateAndTheOldTemplateUndoesIt(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", rolling(0, 1), withWorkers("small", 3));
    demo.awaitReady();
    Set<String> before = demo.podNames();
    demo.editGroup("small", group -> setNode(group.getTemplate(), Map.of("no-such", "node")));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(4));
    eventually(
        () ->
            assertThat(demo.conditionText("RayClusterUpdating"))
                .isEqualTo("True/RollingUpdateProgressing"));
    Pod failing =
        demo.pods("small").stream()
            .filter(pod -> !before.contains(pod.getMetadata().getName()))
            .findFirst()
            .orElseThrow();
    failToPull(client, failing);
    eventually(() -> assertThat(demo.conditionText("RayClusterUpdating")).isEqualTo(PAUSED));
    assertThat(demo.condition("RayClusterUpdating").orElseThrow().getMessage())
        .isEqualTo(
            failing.getMetadata().getName() + ": ImagePullBackOff; small: 0 of 3 pods replaced");
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(10))
        .until(() -> demo.podNames().containsAll(before));

    demo.editGroup("small", group -> setNode(group.getTemplate(), null));
    eventually(() -> assertThat(demo.podNames()).isEqualTo(before));
    awaitUpToDate(demo);
    eventually(
        () ->
            assertThat(demo.eventReasons())
                .containsOnlyOnce("RollingUpdateStarted", "RollingUpdatePaused"));
  }

  @Test
  void editScaleAndRestartOfTheOperatorInTheMiddleGiveTheUpdateAnotherGoal(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client,
            namespace,
            "demo",
            rolling(0, 1),
            withSpec(spec -> spec.setEnableInTreeAutoscaling(true)),
            withWorkers("small", 3));
    demo.awaitReady();
    Set<String> before = demo.podNames("small");
    demo.editGroup("small", group -> setNode(group.getTemplate(), Map.of("no-such", "node")));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(4).containsAll(before));

    // The autoscaler goes on: what it asks for comes from the new template.
    demo.editGroup("small", group -> group.setReplicas(5));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(6).containsAll(before));
    restart(client);

    try (PodCounts small = PodCounts.of(client, namespace, "small")) {
      demo.editGroup(
          "small",
          group -> {
            setNode(group.getTemplate(), null);
            setImage(group.getTemplate());
          });
      awaitUpToDate(demo);
      eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(5));
      assertThat(small.most()).isEqualTo(6);
      assertThat(small.fewestReady()).isGreaterThanOrEqualTo(3);
    }
    assertThat(demo.podNames("small")).hasSize(5).doesNotContainAnyElementsOf(before);
    assertThat(demo.pods("small"))
        .allMatch(pod -> pod.getSpec().getContainers().getFirst().getImage().equals(NEW_IMAGE));
  }

  @Test
  void suspensionInTheMiddleEndsTheUpdate(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", rolling(0, 1), withWorkers("small", 3));
    demo.awaitReady();
    demo.editGroup("small", group -> setNode(group.getTemplate(), Map.of("no-such", "node")));
    eventually(() -> assertThat(demo.podNames("small")).hasSize(4));
    demo.edit(spec -> spec.setSuspend(true));
    eventually(() -> assertThat(demo.conditionText("RayClusterSuspended")).startsWith("True/"));
    assertThat(demo.podNames()).isEmpty();
    demo.edit(spec -> spec.setSuspend(false));
    demo.editGroup("small", group -> setNode(group.getTemplate(), null));
    demo.awaitReady();
    assertThat(demo.podNames("small")).hasSize(3);
    awaitUpToDate(demo);
  }

  @Test
  void podsOfAnotherOperatorAreReplacedOnceTheirTemplateChanges(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(client, namespace, "demo", rolling(0, 1), withWorkers("small", 2));
    demo.awaitReady();
    Set<String> before = demo.podNames();
    demo.pods()
        .forEach(
            pod ->
                annotate(
                    client, pod, Collections.singletonMap(RayAnnotations.TEMPLATE_HASH, null)));
    eventually(
        () ->
            assertThat(demo.status().getAdoptedTemplates()).containsOnlyKeys("headgroup", "small"));
    assertThat(demo.podNames()).isEqualTo(before);
    assertThat(demo.conditionText("RayClusterUpdating")).isEqualTo(UP_TO_DATE);

    demo.editGroup("small", group -> setImage(group.getTemplate()));
    awaitUpToDate(demo);
    eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(2));
    assertThat(demo.podNames("small")).doesNotContainAnyElementsOf(before);
    assertThat(demo.podNames("headgroup")).isSubsetOf(before);
    eventually(() -> assertThat(demo.status().getAdoptedTemplates()).containsOnlyKeys("headgroup"));
  }

  @Test
  @Contract("7.2")
  @AcceptanceCase(10)
  void recreateReplacesAllPodsAtOnce(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", strategy(UpgradeStrategy.RECREATE), withWorkers("a", 2));
    demo.awaitReady();
    Set<String> before = demo.podNames();
    String hash = demo.head().getMetadata().getAnnotations().get(RayAnnotations.RECREATE_HASH);
    demo.editGroup("a", group -> group.setReplicas(3));
    eventually(() -> assertThat(demo.podNames()).hasSize(4).containsAll(before));

    demo.editGroup("a", group -> setImage(group.getTemplate()));
    eventually(() -> assertThat(demo.podNames()).hasSize(4).doesNotContainAnyElementsOf(before));
    demo.awaitReady();
    assertThat(demo.head().getMetadata().getAnnotations().get(RayAnnotations.RECREATE_HASH))
        .isNotEqualTo(hash);
    eventually(
        () -> assertThat(demo.eventReasons().stream().filter("DeletedPod"::equals)).hasSize(2));
    assertThat(demo.conditionText("RayClusterUpdating")).isEmpty();
  }

  @Test
  @Contract("7.2")
  void headsOfAnotherOperatorAreAdoptedNotRecreated(
      KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", strategy(UpgradeStrategy.RECREATE), withWorkers("a", 1));
    demo.awaitReady();
    Pod head = demo.head();
    Map<String, String> ours = head.getMetadata().getAnnotations();
    Set<String> before = demo.podNames();
    annotate(
        client,
        head,
        Map.of(RayAnnotations.OPERATOR_VERSION, "v1.7.0", RayAnnotations.RECREATE_HASH, "THEIRS"));
    eventually(
        () -> assertThat(demo.head().getMetadata().getAnnotations()).containsAllEntriesOf(ours));
    assertThat(demo.podNames()).isEqualTo(before);
  }

  private static void awaitUpToDate(ClusterProbe demo) {
    eventually(
        () -> {
          // All from one read: the cluster moves on between two.
          RayCluster cluster = demo.cluster();
          RayClusterCondition updating =
              Conditions.find(Objects.requireNonNull(cluster.getStatus()), ConditionTypes.UPDATING)
                  .orElseThrow();
          assertThat(updating.getReason()).isEqualTo(ConditionTypes.UP_TO_DATE);
          assertThat(updating.getObservedGeneration())
              .isEqualTo(cluster.getMetadata().getGeneration());
        });
  }

  private static Consumer<RayCluster> rolling(int maxUnavailable, int maxSurge) {
    return withSpec(
        spec -> {
          UpgradeStrategy strategy = new UpgradeStrategy();
          strategy.setType(UpgradeStrategy.ROLLING_UPDATE);
          strategy.setRollingUpdate(pace(maxUnavailable, maxSurge));
          spec.setUpgradeStrategy(strategy);
        });
  }

  private static RollingUpdate pace(int maxUnavailable, int maxSurge) {
    RollingUpdate pace = new RollingUpdate();
    pace.setMaxUnavailable(new IntOrString(maxUnavailable));
    pace.setMaxSurge(new IntOrString(maxSurge));
    return pace;
  }

  private static Consumer<RayCluster> strategy(String type) {
    return withSpec(
        spec -> {
          UpgradeStrategy strategy = new UpgradeStrategy();
          strategy.setType(type);
          spec.setUpgradeStrategy(strategy);
        });
  }

  private static void setImage(@Nullable PodTemplateSpec template) {
    Objects.requireNonNull(template).getSpec().getContainers().getFirst().setImage(NEW_IMAGE);
  }

  private static void setNode(
      @Nullable PodTemplateSpec template, @Nullable Map<String, String> selector) {
    Objects.requireNonNull(template).getSpec().setNodeSelector(selector);
  }

  private static Set<String> images(ClusterProbe cluster) {
    return cluster.pods().stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .collect(Collectors.toSet());
  }

  private static void annotate(
      KubernetesClient client, Pod pod, Map<String, @Nullable String> annotations) {
    client
        .pods()
        .resource(pod)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }

  /** As a kubelet would report it. */
  private static void failToPull(KubernetesClient client, Pod pod) {
    client
        .pods()
        .resource(pod)
        .editStatus(
            failing -> {
              failing
                  .getStatus()
                  .setContainerStatuses(
                      List.of(
                          new ContainerStatusBuilder()
                              .withName("ray-worker")
                              .withImage(NEW_IMAGE)
                              .withImageID("")
                              .withReady(false)
                              .withRestartCount(0)
                              .withNewState()
                              .withNewWaiting()
                              .withReason("ImagePullBackOff")
                              .endWaiting()
                              .endState()
                              .build()));
              return failing;
            });
  }
}

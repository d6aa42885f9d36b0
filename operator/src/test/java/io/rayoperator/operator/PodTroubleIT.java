package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withHeadPod;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.GcsFaultToleranceOptions;
import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Conditions and events of pods that do not get ready. There is no node, and no kubelet. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER})
class PodTroubleIT extends WithOperator {

  @Test
  void podsWithoutANodeAreUnschedulable(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 2));
    eventually(
        () -> {
          assertThat(demo.conditionText("HeadPodReady")).isEqualTo("False/Unschedulable");
          assertThat(demo.conditionText("WorkerPodsReady")).isEqualTo("False/Unschedulable");
          assertThat(message(demo, "HeadPodReady")).startsWith("no node fits: ");
          assertThat(message(demo, "WorkerPodsReady"))
              .startsWith("small: 0 of 2 pods ready: 2 Unschedulable (no node fits: ");
          assertThat(message(demo, "RayClusterProvisioned"))
              .isEqualTo("head: Unschedulable; small: 2 Unschedulable");
        });
    eventually(
        () ->
            assertThat(demo.eventReasons())
                .containsExactly(
                    "CreatedHeadPod",
                    "CreatedService",
                    "CreatedWorkerPod",
                    "Unschedulable",
                    "Unschedulable"));
    assertThat(demo.status().getState()).isNull();
  }

  @Test
  void crashLoopIsToldOnceHoweverOftenItCrashes(
      KubernetesClient client, TestNamespace namespace, AuditLog audit) {
    // The scheduler must not write into the same status.
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withHeadPod(pod -> pod.setSchedulerName("nobody")));
    eventually(() -> assertThat(demo.conditionText("HeadPodReady")).isEqualTo("False/PodPending"));
    crash(client, demo, 1);
    eventually(
        () -> {
          assertThat(demo.conditionText("HeadPodReady")).isEqualTo("False/CrashLoopBackOff");
          assertThat(message(demo, "HeadPodReady"))
              .contains("ray-head: ended with exit code 137 (OOMKilled)");
        });
    eventually(() -> assertThat(demo.eventReasons()).contains("CrashLoopBackOff"));
    AuditLog.Mark mark = audit.mark();
    for (int restarts = 2; restarts < 5; restarts++) {
      runAgain(client, demo, restarts);
      crash(client, demo, restarts);
    }
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                audit.requestsSince(mark).stream()
                    .filter(request -> request.userAgent().startsWith("ray-operator"))
                    .filter(request -> request.namespace().equals(namespace.name()))
                    .noneMatch(ApiRequest::isWrite));
    assertThat(demo.eventReasons()).containsOnlyOnce("CrashLoopBackOff");
  }

  @Test
  void refusalsAreToldWithTheirCauseAndOnce(KubernetesClient client, TestNamespace namespace) {
    client
        .resource(
            new LimitRangeBuilder()
                .withNewMetadata()
                .withName("small-pods")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .addToMax("memory", new Quantity("1Mi"))
                .endLimit()
                .endSpec()
                .build())
        .create();
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo", withWorkers("small", 1));
    eventually(
        () -> {
          assertThat(demo.conditionText("ReplicaFailure")).isEqualTo("True/FailedCreateHeadPod");
          assertThat(message(demo, "ReplicaFailure"))
              .startsWith("FailedCreateHeadPod\nLimitRangeViolated: pods \"demo-head-\" is");
          assertThat(demo.conditionText("WorkerPodsReady")).isEqualTo("False/LimitRangeViolated");
        });
    // Several attempts later.
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    assertThat(demo.eventReasons())
        .containsExactly("CreatedService", "FailedToCreateHeadPod", "FailedToCreateWorkerPod");
  }

  @Test
  void podSecurityIsACause(KubernetesClient client, TestNamespace namespace) {
    client
        .namespaces()
        .withName(namespace.name())
        .edit(
            live -> {
              live.getMetadata()
                  .getLabels()
                  .put("pod-security.kubernetes.io/enforce", "restricted");
              return live;
            });
    ClusterProbe demo = ClusterProbe.create(client, namespace, "demo");
    eventually(
        () ->
            assertThat(message(demo, "ReplicaFailure"))
                .contains("PodSecurityViolated: pods \"demo-head-\" is forbidden"));
    assertThat(demo.conditionText("HeadPodReady")).isEqualTo("False/HeadPodNotFound");
  }

  @Test
  void missingServiceAccountIsACause(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe demo =
        ClusterProbe.create(
            client, namespace, "demo", withHeadPod(pod -> pod.setServiceAccountName("none")));
    eventually(
        () -> assertThat(message(demo, "ReplicaFailure")).contains("ServiceAccountNotFound: "));
  }

  @Test
  void fieldsThatAreNotActedOnAreTold(KubernetesClient client, TestNamespace namespace) {
    ClusterProbe safe =
        ClusterProbe.create(
            client,
            namespace,
            "safe",
            cluster ->
                cluster.getMetadata().setLabels(Map.of("ray.io/gang-scheduling-enabled", "true")));
    ClusterProbe unsafe =
        ClusterProbe.create(
            client,
            namespace,
            "unsafe",
            withSpec(spec -> spec.setGcsFaultToleranceOptions(new GcsFaultToleranceOptions())));
    eventually(
        () -> {
          assertThat(safe.conditionText("UnactedFields")).isEqualTo("True/NotSupportedYet");
          assertThat(safe.podNames()).isNotEmpty();
          assertThat(unsafe.conditionText("InvalidSpec")).startsWith("True/");
        });
    assertThat(unsafe.podNames()).isEmpty();
  }

  private static String message(ClusterProbe cluster, String condition) {
    return cluster.condition(condition).map(RayClusterCondition::getMessage).orElse("");
  }

  private static void crash(KubernetesClient client, ClusterProbe demo, int restarts) {
    containerOfHead(
        client,
        demo,
        container ->
            container
                .withRestartCount(restarts)
                .withNewState()
                .withNewWaiting("back-off " + restarts * 20 + "s restarting", "CrashLoopBackOff")
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(137)
                .withReason("OOMKilled")
                .withFinishedAt("2026-01-01T00:00:0" + restarts + "Z")
                .endTerminated()
                .endLastState());
  }

  private static void runAgain(KubernetesClient client, ClusterProbe demo, int restarts) {
    containerOfHead(
        client,
        demo,
        container ->
            container
                .withRestartCount(restarts)
                .withNewState()
                .withNewRunning("2026-01-01T00:00:0" + restarts + "Z")
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(137)
                .withReason("OOMKilled")
                .endTerminated()
                .endLastState());
  }

  private static void containerOfHead(
      KubernetesClient client, ClusterProbe demo, UnaryOperator<ContainerStatusBuilder> container) {
    ContainerStatus status =
        container
            .apply(
                new ContainerStatusBuilder()
                    .withName("ray-head")
                    .withImage("i")
                    .withImageID("")
                    .withReady(false))
            .build();
    client
        .resource(demo.head())
        .editStatus(
            pod -> {
              pod.getStatus().setPhase("Running");
              pod.getStatus()
                  .setConditions(
                      List.of(
                          condition("PodScheduled", "True", "", ""),
                          condition(
                              "Ready",
                              "False",
                              "ContainersNotReady",
                              "containers with unready status: [ray-head]")));
              pod.getStatus().setContainerStatuses(List.of(status));
              return pod;
            });
  }

  private static PodCondition condition(String type, String status, String reason, String message) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }
}

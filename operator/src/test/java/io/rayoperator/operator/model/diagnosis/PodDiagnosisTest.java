package io.rayoperator.operator.model.diagnosis;

import static io.rayoperator.operator.model.TestPods.head;
import static io.rayoperator.operator.model.TestPods.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.diagnosis.PodDiagnosis.Verdict;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** KubeRay contract §13.2, and what KubeRay does not say. */
class PodDiagnosisTest {

  private static Stream<Arguments> pods() {
    return Stream.of(
        arguments(head(), Verdict.READY, "", ""),
        arguments(
            head().scheduling("", ""),
            Verdict.PROGRESSING,
            "PodPending",
            "has not been scheduled yet"),
        arguments(
            head().pending(),
            Verdict.PROGRESSING,
            "PodPending",
            "has a node, whose kubelet has not started it yet"),
        arguments(
            head().scheduling("Unschedulable", "Insufficient cpu"),
            Verdict.STUCK,
            "Unschedulable",
            "no node fits: Insufficient cpu"),
        arguments(
            head().scheduling("SchedulingGated", "Scheduling is blocked"),
            Verdict.PROGRESSING,
            "SchedulingGated",
            "its scheduling gates are not removed"),
        arguments(
            head().scheduling("SchedulerError", "m"), Verdict.PROGRESSING, "SchedulerError", "m"),
        arguments(
            head().unready().trouble("ray-head", "ContainerCreating", ""),
            Verdict.PROGRESSING,
            "ContainerCreating",
            "not yet; ray-head: "),
        // The kubelet says both in turn.
        arguments(
            head().unready().trouble("ray-head", "ErrImagePull", "not found"),
            Verdict.STUCK,
            "ImagePullBackOff",
            "not yet; ray-head: its image cannot be pulled: not found"),
        arguments(
            head().unready().trouble("ray-head", "ImagePullBackOff", "not found"),
            Verdict.STUCK,
            "ImagePullBackOff",
            "not yet; ray-head: its image cannot be pulled: not found"),
        arguments(
            head().unready().trouble("ray-head", "InvalidImageName", "m"),
            Verdict.STUCK,
            "InvalidImageName",
            "not yet; ray-head: m"),
        arguments(
            head().unready().trouble("ray-head", "CreateContainerConfigError", "secret \"s\" ..."),
            Verdict.STUCK,
            "CreateContainerConfigError",
            "not yet; ray-head: secret \"s\" ..."),
        // A crash loop is the same while the container has ended, waits, and runs again.
        arguments(
            head().unready().crashed("ray-head", Stage.ENDED, "OOMKilled", 137, "OOMKilled"),
            Verdict.STUCK,
            "CrashLoopBackOff",
            "not yet; ray-head: ended with exit code 137 (OOMKilled)"),
        arguments(
            head()
                .unready()
                .crashed("ray-head", Stage.WAITING, "CrashLoopBackOff", 137, "OOMKilled"),
            Verdict.STUCK,
            "CrashLoopBackOff",
            "not yet; ray-head: ended with exit code 137 (OOMKilled)"),
        arguments(
            head().unready().crashed("ray-head", Stage.RUNNING, "", 137, "OOMKilled"),
            Verdict.STUCK,
            "CrashLoopBackOff",
            "not yet; ray-head: ended with exit code 137 (OOMKilled)"),
        // A container that waits for something else now is not in a crash loop.
        arguments(
            head()
                .unready()
                .crashed("ray-head", Stage.WAITING, "CreateContainerConfigError", 1, "Error"),
            Verdict.STUCK,
            "CreateContainerConfigError",
            "not yet; ray-head: "),
        // A sidecar that is not restarted.
        arguments(
            head()
                .unready()
                .restartPolicy("Never")
                .crashed("sidecar", Stage.ENDED, "Error", 2, "Error"),
            Verdict.STUCK,
            "Error",
            "not yet; sidecar: ended with exit code 2 (Error)"),
        arguments(
            worker("a", "w").pending().unready().initTrouble("fetch", "ImagePullBackOff"),
            Verdict.STUCK,
            "ImagePullBackOff",
            "not yet; fetch: its image cannot be pulled"),
        arguments(
            worker("a", "w")
                .pending()
                .unready()
                .trouble("ray", "PodInitializing", "")
                .initRunning("wait-gcs-ready"),
            Verdict.PROGRESSING,
            "WaitingForGcs",
            "waits for the GCS of the head"),
        arguments(
            worker("a", "w").pending().unready().initRunning("fetch"),
            Verdict.PROGRESSING,
            "PodInitializing",
            "init container fetch is running"),
        arguments(
            head().ended("Evicted", "The node was low on resource: memory."),
            Verdict.ENDED,
            "Evicted",
            "The node was low on resource: memory."),
        arguments(
            head()
                .ready(new ReadyCondition("False", "PodFailed", ""))
                .phase("Failed")
                .crashed("ray-head", Stage.ENDED, "OOMKilled", 137, "OOMKilled"),
            Verdict.ENDED,
            "OOMKilled",
            "ray-head: ended with exit code 137 (OOMKilled)"),
        arguments(
            head()
                .restartPolicy("Never")
                .rayContainerTerminated()
                .unready()
                .crashed("ray-head", Stage.ENDED, "Error", 1, "Error"),
            Verdict.ENDED,
            "Error",
            "ray-head: ended with exit code 1 (Error)"),
        arguments(
            head().ready(new ReadyCondition("False", "PodCompleted", "")).phase("Succeeded"),
            Verdict.ENDED,
            "PodCompleted",
            ""),
        arguments(
            head().ready(null).phase("Failed"), Verdict.ENDED, "PodFailed", "its phase is Failed"),
        // As KubeRay says it.
        arguments(head().unready(), Verdict.PROGRESSING, "ContainersNotReady", "not yet"),
        arguments(
            head().unready().trouble("x", "not a reason!", ""),
            Verdict.PROGRESSING,
            "ContainersNotReady",
            "not yet"),
        arguments(
            head().ready(new ReadyCondition("False", "ReadinessGatesNotReady", "m")),
            Verdict.PROGRESSING,
            "ReadinessGatesNotReady",
            "m"),
        arguments(head().ready(null), Verdict.PROGRESSING, "Unknown", ""));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void podIsDiagnosed(TestPods pod, Verdict verdict, String reason, String message) {
    assertThat(PodDiagnosis.of(pod.build())).isEqualTo(new PodDiagnosis(verdict, reason, message));
  }
}

package io.rayoperator.operator.model.diagnosis;

import io.rayoperator.operator.model.observed.ContainerState;
import io.rayoperator.operator.model.observed.ContainerState.Exit;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.Ending;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import io.rayoperator.operator.model.observed.Scheduling;
import io.rayoperator.operator.model.pod.GcsReadyInitContainer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pod is. The same state of things gives the same diagnosis, however often a container was
 * restarted meanwhile.
 *
 * @param reason fit for a condition; empty if the pod is ready
 * @param message for people; may be empty
 */
public record PodDiagnosis(Verdict verdict, String reason, String message) {

  /** What a pod needs. */
  public enum Verdict {
    /** Nothing: it is ready. */
    READY,
    /** Time. */
    PROGRESSING,
    /** Help: it does not become ready while nobody changes anything. */
    STUCK,
    /** To be replaced. */
    ENDED
  }

  private static final PodDiagnosis READY = new PodDiagnosis(Verdict.READY, "", "");

  private static final String CONTAINERS_NOT_READY = "ContainersNotReady";

  /** How a pod is. */
  public static PodDiagnosis of(ObservedPod pod) {
    if (pod.runningAndReady()) {
      return READY;
    }
    if (pod.finished()) {
      return ended(pod);
    }
    // A pod whose containers have a state has a node, whatever the scheduler said last.
    return initialization(pod)
        .or(() -> container(pod, pod.container()))
        .or(() -> scheduling(pod))
        .orElseGet(() -> asThePodSays(pod));
  }

  /** Whether it does not become ready by itself. */
  public boolean needsHelp() {
    return verdict == Verdict.STUCK || verdict == Verdict.ENDED;
  }

  /** Whether only nodes are missing, which an autoscaler of nodes may bring. */
  public boolean unschedulable() {
    return reason.equals(Scheduling.UNSCHEDULABLE);
  }

  private static PodDiagnosis ended(ObservedPod pod) {
    Ending ending = pod.ending();
    if (ending != null && Reason.isValid(ending.reason())) {
      return new PodDiagnosis(Verdict.ENDED, ending.reason(), ending.message());
    }
    ContainerState container = pod.container();
    if (container != null && container.lastExit() != null) {
      String reason = container.lastExit().reason();
      return new PodDiagnosis(
          Verdict.ENDED,
          Reason.isValid(reason) ? reason : Reason.POD_FAILED,
          container.container() + ": " + text(container.lastExit()));
    }
    ReadyCondition ready = pod.ready();
    return ready != null && Reason.isValid(ready.reason())
        ? new PodDiagnosis(Verdict.ENDED, ready.reason(), ready.message())
        : new PodDiagnosis(Verdict.ENDED, Reason.POD_FAILED, "its phase is " + pod.phase());
  }

  private static Optional<PodDiagnosis> scheduling(ObservedPod pod) {
    Scheduling scheduling = pod.scheduling();
    if (scheduling.done()) {
      return pod.running() || pod.ready() != null || pod.container() != null
          ? Optional.empty()
          : Optional.of(pending("has a node, whose kubelet has not started it yet"));
    }
    return switch (scheduling.reason()) {
      case "" ->
          pod.ready() == null && pod.container() == null && !pod.running()
              ? Optional.of(pending("has not been scheduled yet"))
              : Optional.empty();
      case Scheduling.GATED ->
          Optional.of(
              new PodDiagnosis(
                  Verdict.PROGRESSING, Scheduling.GATED, "its scheduling gates are not removed"));
      case Scheduling.UNSCHEDULABLE ->
          Optional.of(
              new PodDiagnosis(
                  Verdict.STUCK,
                  Scheduling.UNSCHEDULABLE,
                  "no node fits" + detail(scheduling.message())));
      default ->
          Optional.of(
              new PodDiagnosis(
                  Verdict.PROGRESSING,
                  Reason.isValid(scheduling.reason()) ? scheduling.reason() : Reason.UNKNOWN,
                  scheduling.message()));
    };
  }

  private static PodDiagnosis pending(String message) {
    return new PodDiagnosis(Verdict.PROGRESSING, Reason.POD_PENDING, message);
  }

  private static Optional<PodDiagnosis> initialization(ObservedPod pod) {
    ContainerState container = pod.initContainer();
    if (container == null || container.stage() != Stage.RUNNING || restarts(pod, container)) {
      return container(pod, container);
    }
    return Optional.of(
        container.container().equals(GcsReadyInitContainer.NAME)
            ? new PodDiagnosis(
                Verdict.PROGRESSING, Reason.WAITING_FOR_GCS, "waits for the GCS of the head")
            : new PodDiagnosis(
                Verdict.PROGRESSING,
                Reason.POD_INITIALIZING,
                "init container " + container.container() + " is running"));
  }

  private static Optional<PodDiagnosis> container(
      ObservedPod pod, @Nullable ContainerState container) {
    if (container == null) {
      return Optional.empty();
    }
    Exit exit = container.lastExit();
    if (exit != null && restarts(pod, container)) {
      return Optional.of(stuck(pod, container, Reason.CRASH_LOOP, text(exit)));
    }
    String reason = container.reason();
    if (reason.equals(Reason.IMAGE_PULL) || reason.equals("ErrImagePull")) {
      return Optional.of(
          stuck(
              pod,
              container,
              Reason.IMAGE_PULL,
              "its image cannot be pulled" + detail(container.message())));
    }
    if (!Reason.isValid(reason)) {
      return Optional.empty();
    }
    String text =
        exit == null || container.stage() == Stage.WAITING
            ? container.message()
            : text(exit) + detail(container.message());
    return Optional.of(
        Reason.lasts(reason)
            ? stuck(pod, container, reason, text)
            : new PodDiagnosis(Verdict.PROGRESSING, reason, message(pod, container, text)));
  }

  /** Whether a container has ended, and was or will be started again. */
  private static boolean restarts(ObservedPod pod, ContainerState container) {
    Exit exit = container.lastExit();
    if (exit == null || container.reason().equals(Reason.CRASH_LOOP)) {
      return exit != null;
    }
    return container.stage() != Stage.WAITING
        && switch (pod.restartPolicy()) {
          case "Never" -> false;
          case "OnFailure" -> exit.code() != 0;
          default -> true;
        };
  }

  private static PodDiagnosis stuck(
      ObservedPod pod, ContainerState container, String reason, String text) {
    return new PodDiagnosis(Verdict.STUCK, reason, message(pod, container, text));
  }

  /** As KubeRay writes it: what the pod says, and what its container says. */
  private static String message(ObservedPod pod, ContainerState container, String text) {
    ReadyCondition ready = pod.ready();
    String ofPod =
        ready == null || ready.message().isEmpty() || !ready.reason().equals(CONTAINERS_NOT_READY)
            ? ""
            : ready.message() + "; ";
    return ofPod + container.container() + ": " + text;
  }

  private static PodDiagnosis asThePodSays(ObservedPod pod) {
    ReadyCondition ready = pod.ready();
    return ready == null
        ? new PodDiagnosis(Verdict.PROGRESSING, Reason.UNKNOWN, "")
        : new PodDiagnosis(
            Verdict.PROGRESSING,
            Reason.isValid(ready.reason()) ? ready.reason() : Reason.UNKNOWN,
            ready.message());
  }

  private static String text(Exit exit) {
    return "ended with exit code "
        + exit.code()
        + (exit.reason().isEmpty() ? "" : " (" + exit.reason() + ")");
  }

  private static String detail(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }
}

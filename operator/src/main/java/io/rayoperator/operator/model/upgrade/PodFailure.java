package io.rayoperator.operator.model.upgrade;

import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.ContainerTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a pod needs help rather than time to become ready. */
final class PodFailure {

  /** The progress deadline of Deployments. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Reasons of the kubelet that do not pass while nobody changes anything. */
  private static final Set<String> LASTING =
      Set.of(
          "CrashLoopBackOff",
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "ContainerCannotRun",
          "StartError",
          "PostStartHookError",
          "OOMKilled",
          "Error");

  private PodFailure() {}

  /** What is wrong with a pod, in few words; empty if it is ready or may still become so. */
  static Optional<String> of(ObservedPod pod, Instant now) {
    if (pod.runningAndReady()) {
      return Optional.empty();
    }
    if (pod.finished()) {
      return Optional.of("has ended");
    }
    Optional<String> trouble =
        Stream.of(lasting(pod.initTrouble()), lasting(pod.trouble()))
            .flatMap(Optional::stream)
            .findFirst();
    if (trouble.isPresent() || patienceLeft(pod, now).isPositive()) {
      return trouble;
    }
    String minutes = " for " + PATIENCE.toMinutes() + " minutes";
    return Optional.of((pod.unschedulable() ? "unschedulable" : "not ready") + minutes);
  }

  /**
   * How long a pod that is not ready has left until that counts as a failure; not positive then.
   */
  static Duration patienceLeft(ObservedPod pod, Instant now) {
    return Duration.between(now, pod.createdAt().plus(PATIENCE));
  }

  private static Optional<String> lasting(@Nullable ContainerTrouble trouble) {
    return Optional.ofNullable(trouble)
        .filter(found -> LASTING.contains(found.reason()))
        .map(found -> found.container() + ": " + found.reason());
  }
}

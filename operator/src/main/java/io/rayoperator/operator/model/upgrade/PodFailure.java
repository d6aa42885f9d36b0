package io.rayoperator.operator.model.upgrade;

import io.rayoperator.operator.model.diagnosis.PodDiagnosis;
import io.rayoperator.operator.model.diagnosis.PodDiagnosis.Verdict;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a pod needs help rather than time to become ready. */
final class PodFailure {

  /** The progress deadline of Deployments. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private PodFailure() {}

  /** What is wrong with a pod, in few words; empty if it is ready or may still become so. */
  static Optional<String> of(ObservedPod pod, Instant now) {
    PodDiagnosis diagnosis = PodDiagnosis.of(pod);
    if (diagnosis.verdict() == Verdict.READY) {
      return Optional.empty();
    }
    // Nodes may come; what else needs help needs it now.
    if (diagnosis.needsHelp() && !diagnosis.unschedulable()) {
      return Optional.of(diagnosis.reason());
    }
    if (patienceLeft(pod, now).isPositive()) {
      return Optional.empty();
    }
    String minutes = " for " + PATIENCE.toMinutes() + " minutes";
    return Optional.of((diagnosis.unschedulable() ? "unschedulable" : "not ready") + minutes);
  }

  /**
   * How long a pod that is not ready has left until that counts as a failure; not positive then.
   */
  static Duration patienceLeft(ObservedPod pod, Instant now) {
    return Duration.between(now, pod.createdAt().plus(PATIENCE));
  }
}

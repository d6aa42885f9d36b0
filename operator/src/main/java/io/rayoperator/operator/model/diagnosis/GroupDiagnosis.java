package io.rayoperator.operator.model.diagnosis;

import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.diagnosis.PodDiagnosis.Verdict;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the workers of one group are.
 *
 * @param wanted pods that should be ready
 * @param causes why the others are not, the most urgent first
 */
record GroupDiagnosis(String group, int wanted, long ready, List<Cause> causes) {

  /**
   * Why some pods are not ready.
   *
   * @param urgent whether they need help rather than time
   * @param example what the first of them says; may be empty
   */
  record Cause(String reason, boolean urgent, int pods, String example) {

    static final Comparator<Cause> MOST_URGENT_FIRST =
        Comparator.comparing(Cause::urgent)
            .thenComparingInt(Cause::pods)
            .reversed()
            .thenComparing(Cause::reason);

    /** The same for more pods. */
    Cause plus(Cause other) {
      return new Cause(reason, urgent || other.urgent, pods + other.pods, example);
    }

    private String text() {
      return pods + " " + reason + (example.isEmpty() ? "" : " (" + example + ")");
    }
  }

  /**
   * How a group is.
   *
   * @param pods of the group, in a stable order
   * @param refusal why pods were not created, if that was refused
   */
  static GroupDiagnosis of(WorkerGroup group, List<ObservedPod> pods, @Nullable Refusal refusal) {
    Map<String, Cause> causes = new HashMap<>();
    int staying = 0;
    long ready = 0;
    for (ObservedPod pod : pods) {
      if (pod.terminating()) {
        continue;
      }
      staying++;
      PodDiagnosis diagnosis = PodDiagnosis.of(pod);
      if (diagnosis.verdict() == Verdict.READY) {
        ready++;
      } else {
        add(causes, new Cause(diagnosis.reason(), diagnosis.needsHelp(), 1, diagnosis.message()));
      }
    }
    int wanted = group.desiredPods();
    int missing = wanted - staying;
    if (missing > 0) {
      add(
          causes,
          refusal == null
              ? new Cause(Reason.WORKER_PODS_NOT_FOUND, false, missing, "")
              : new Cause(refusal.cause().reason(), true, missing, refusal.text()));
    }
    return new GroupDiagnosis(
        group.groupName(),
        wanted,
        ready,
        causes.values().stream().sorted(Cause.MOST_URGENT_FIRST).toList());
  }

  private static void add(Map<String, Cause> causes, Cause cause) {
    causes.merge(cause.reason(), cause, Cause::plus);
  }

  /** Whether as many pods are ready as are wanted. */
  boolean isReady() {
    return ready >= wanted;
  }

  /** How many pods are ready, and why the others are not. */
  String message(int maxCauses) {
    String first =
        causes.stream().limit(maxCauses).map(Cause::text).collect(Collectors.joining(", "));
    int others = causes.size() - maxCauses;
    return group
        + ": "
        + ready
        + " of "
        + wanted
        + " pods ready: "
        + first
        + (others > 0 ? ", and " + others + " more reasons" : "");
  }

  /** What needs help rather than time, in few words; may be empty. */
  String troubles() {
    String urgent =
        causes.stream()
            .filter(Cause::urgent)
            .map(cause -> cause.pods + " " + cause.reason)
            .collect(Collectors.joining(", "));
    return urgent.isEmpty() ? "" : group + ": " + urgent;
  }
}

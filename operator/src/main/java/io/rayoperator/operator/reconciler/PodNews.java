package io.rayoperator.operator.reconciler;

import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what happened in a pass into few events: one for all pods of a group. */
final class PodNews {

  private static final int NAMED_PODS = 10;

  private final List<RayClusterEvent> events = new ArrayList<>();
  private final Set<Reason> failures = new LinkedHashSet<>();
  private final Map<Subject, List<String>> pods = new LinkedHashMap<>();

  private record Subject(Reason reason, String group, String why) {}

  void add(Reason reason, String note) {
    events.add(new RayClusterEvent(reason, note));
  }

  /** Adds a failure; of several with the same reason, the first stands for all. */
  void addFailure(Reason reason, String note) {
    if (failures.add(reason)) {
      add(reason, note);
    }
  }

  /**
   * Adds something that happened to a pod.
   *
   * @param why may be empty
   */
  void addPod(Reason reason, String group, String pod, String why) {
    pods.computeIfAbsent(new Subject(reason, group, why), subject -> new ArrayList<>()).add(pod);
  }

  List<RayClusterEvent> toList() {
    List<RayClusterEvent> all = new ArrayList<>(events);
    pods.forEach(
        (subject, names) -> all.add(new RayClusterEvent(subject.reason(), note(subject, names))));
    return all;
  }

  private static String note(Subject subject, List<String> names) {
    StringBuilder note = new StringBuilder();
    note.append(names.size() == 1 ? "Pod " : names.size() + " pods ");
    note.append("of group ").append(subject.group()).append(": ");
    note.append(String.join(", ", names.subList(0, Math.min(NAMED_PODS, names.size()))));
    if (names.size() > NAMED_PODS) {
      note.append(" and ").append(names.size() - NAMED_PODS).append(" more");
    }
    if (!subject.why().isEmpty()) {
      note.append(", ").append(subject.why());
    }
    return note.toString();
  }
}

package io.rayoperator.operator.reconciler;

import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what happened in a pass into few events: one for all pods of a group. */
final class PassNews {

  private static final int NAMED_PODS = 10;

  private final List<RayClusterEvent> events = new ArrayList<>();
  private final Set<String> failures = new HashSet<>();
  private final Map<Topic, List<String>> pods = new LinkedHashMap<>();

  private record Topic(Verb verb, String subject, String group, String why) {}

  void add(RayClusterEvent event) {
    events.add(event);
  }

  /** Adds a failure; of several with the same reason, the first stands for all. */
  void addFailure(RayClusterEvent event) {
    if (failures.add(event.reason())) {
      add(event);
    }
  }

  /**
   * Adds something that happened to a pod.
   *
   * @param why may be empty
   */
  void addPod(Verb verb, String subject, String group, String pod, String why) {
    pods.computeIfAbsent(new Topic(verb, subject, group, why), topic -> new ArrayList<>()).add(pod);
  }

  List<RayClusterEvent> toList() {
    List<RayClusterEvent> all = new ArrayList<>(events);
    pods.forEach(
        (topic, names) ->
            all.add(RayClusterEvent.done(topic.verb(), topic.subject(), note(topic, names))));
    return all;
  }

  private static String note(Topic topic, List<String> names) {
    StringBuilder note = new StringBuilder();
    note.append(names.size() == 1 ? "Pod " : names.size() + " pods ");
    note.append("of group ").append(topic.group()).append(": ");
    note.append(String.join(", ", names.subList(0, Math.min(NAMED_PODS, names.size()))));
    if (names.size() > NAMED_PODS) {
      note.append(" and ").append(names.size() - NAMED_PODS).append(" more");
    }
    if (!topic.why().isEmpty()) {
      note.append(", ").append(topic.why());
    }
    return note.toString();
  }
}

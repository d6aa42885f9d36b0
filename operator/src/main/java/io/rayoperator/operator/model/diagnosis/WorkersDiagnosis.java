package io.rayoperator.operator.model.diagnosis;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.observed.ObservedCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the workers are, group by group, with the most frequent causes first. */
public final class WorkersDiagnosis {

  /** Groups and causes that a message names; the others are counted. */
  private static final int MAX_GROUPS = 5;

  private static final int MAX_CAUSES = 3;

  private final List<GroupDiagnosis> unready;

  private WorkersDiagnosis(List<GroupDiagnosis> unready) {
    this.unready = unready;
  }

  /**
   * How the workers of a cluster are.
   *
   * @param refusals why pods were not created, by group
   */
  public static WorkersDiagnosis of(
      DesiredCluster cluster, ObservedCluster observed, Map<String, Refusal> refusals) {
    List<GroupDiagnosis> unready = new ArrayList<>();
    for (WorkerGroup group : cluster.workerGroups()) {
      GroupDiagnosis diagnosis =
          GroupDiagnosis.of(
              group, observed.workersOf(group.groupName()), refusals.get(group.groupName()));
      if (!diagnosis.isReady()) {
        unready.add(diagnosis);
      }
    }
    return new WorkersDiagnosis(unready);
  }

  /** Whether as many workers are ready as are wanted, in each group. */
  public boolean ready() {
    return unready.isEmpty();
  }

  /** The most frequent reason, those that need help before those that need time. */
  public String reason() {
    Map<String, GroupDiagnosis.Cause> sums = new HashMap<>();
    for (GroupDiagnosis group : unready) {
      group
          .causes()
          .forEach(cause -> sums.merge(cause.reason(), cause, GroupDiagnosis.Cause::plus));
    }
    return sums.values().stream()
        .min(GroupDiagnosis.Cause.MOST_URGENT_FIRST)
        .map(GroupDiagnosis.Cause::reason)
        .orElse(Reason.UNKNOWN);
  }

  /** Which groups are not ready, how many of their pods, and why. */
  public String message() {
    return join(unready, group -> group.message(MAX_CAUSES));
  }

  /** The same in few words, of groups that need help rather than time; may be empty. */
  public String troubles() {
    return join(
        unready.stream().filter(group -> !group.troubles().isEmpty()).toList(),
        GroupDiagnosis::troubles);
  }

  private static String join(List<GroupDiagnosis> groups, Function<GroupDiagnosis, String> text) {
    String first = groups.stream().limit(MAX_GROUPS).map(text).collect(Collectors.joining("; "));
    int others = groups.size() - MAX_GROUPS;
    return others > 0 ? first + "; and " + others + " more groups" : first;
  }
}

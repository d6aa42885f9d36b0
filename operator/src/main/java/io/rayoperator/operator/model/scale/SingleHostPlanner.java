package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.WorkerPlace;
import io.rayoperator.operator.model.upgrade.Replica;
import io.rayoperator.operator.model.upgrade.RolloutStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans groups whose replicas are single pods (KubeRay contract §5.4).
 *
 * <p>A pod counts until it is gone from the API server, so that its replacement does not compete
 * with it for nodes and quota. The exception are pods that the autoscaler names: it has lowered
 * {@code replicas} along with naming them, or wants them replaced at once.
 */
final class SingleHostPlanner {

  private final WorkerGroup group;
  private final ScaleRules rules;
  private final List<PodDeletion> deletions = new ArrayList<>();

  /** Pods that still count, by name. */
  private final Map<String, ObservedPod> counted = new LinkedHashMap<>();

  /** Those among them that are on their way out. */
  private final Set<String> leaving = new HashSet<>();

  private SingleHostPlanner(WorkerGroup group, Collection<ObservedPod> pods, ScaleRules rules) {
    this.group = group;
    this.rules = rules;
    for (ObservedPod pod : pods) {
      counted.put(pod.name(), pod);
    }
  }

  static GroupScale plan(WorkerGroup group, Collection<ObservedPod> pods, ScaleRules rules) {
    SingleHostPlanner planner = new SingleHostPlanner(group, pods, rules);
    planner.deleteNamed();
    planner.deleteFinished();
    List<Replica> replicas = planner.replicas();
    int desired = group.desiredPods();
    RolloutStep step =
        rules
            .rollout()
            .step(desired, group.pods(group.maxReplicas()), replicas, DeletionOrder.OF_REPLICAS);
    step.victims().forEach(planner::replace);
    if (replicas.size() > desired && step.mayShrink()) {
      planner.deleteSurplus(replicas.size() - desired);
    }
    int upToDate = (int) replicas.stream().filter(Replica::upToDate).count();
    int missing = Math.min(desired - upToDate, step.limit() - replicas.size());
    int creations = Math.clamp(missing, 0, rules.maxCreations());
    return new GroupScale(planner.deletions, planner.freePlaces(creations), missing > creations);
  }

  private List<Replica> replicas() {
    return counted.values().stream()
        .map(
            pod ->
                new Replica(
                    List.of(pod), rules.rollout().isOutdated(pod), leaving.contains(pod.name())))
        .toList();
  }

  private void replace(Replica replica) {
    replica.pods().forEach(pod -> deletions.add(new PodDeletion(pod, DeletionReason.OUTDATED)));
  }

  private void deleteNamed() {
    for (String name : group.workersToDelete()) {
      ObservedPod pod = counted.get(name);
      if (pod != null && pod.controlled() && !pod.terminating()) {
        deletions.add(new PodDeletion(pod, DeletionReason.NAMED));
        counted.remove(name);
      }
    }
  }

  private void deleteFinished() {
    for (ObservedPod pod : counted.values()) {
      if (pod.terminating()) {
        leaving.add(pod.name());
      } else if (pod.finished() && pod.controlled()) {
        deletions.add(new PodDeletion(pod, DeletionReason.FINISHED));
        leaving.add(pod.name());
      }
    }
  }

  private void deleteSurplus(int surplus) {
    boolean mayChoose = rules.mayChooseVictims() || group.suspended();
    int victims = surplus - leaving.size();
    if (!mayChoose || victims <= 0) {
      return;
    }
    DeletionReason reason =
        group.suspended() ? DeletionReason.GROUP_SUSPENDED : DeletionReason.SURPLUS;
    counted.values().stream()
        .filter(pod -> pod.controlled() && !leaving.contains(pod.name()))
        .sorted(DeletionOrder.ofSurplusPods(rules.numberedNames()))
        .limit(victims)
        .forEach(pod -> deletions.add(new PodDeletion(pod, reason)));
  }

  private List<WorkerPlace> freePlaces(int count) {
    if (!rules.numberReplicas() && rules.numberedNames() == null) {
      return Collections.nCopies(count, WorkerPlace.ANY);
    }
    return FreeIndices.lowest(count, group, counted.values(), rules.numberedNames()).stream()
        .map(WorkerPlace::replica)
        .toList();
  }
}

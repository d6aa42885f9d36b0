package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.model.names.RayClusterNames;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.WorkerPlace;
import io.rayoperator.operator.model.upgrade.Replica;
import io.rayoperator.operator.model.upgrade.RolloutStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans groups whose replicas consist of several pods (KubeRay contract §5.5). A replica lives and
 * dies as a whole: its pods share an accelerator that is of no use in part.
 *
 * <p>A replica that loses a pod, or has not as many as the group wants, is deleted. It counts until
 * its last pod is gone, because its hardware is taken as long.
 */
final class MultiHostPlanner {

  private final WorkerGroup group;
  private final ScaleRules rules;
  private final List<PodDeletion> deletions = new ArrayList<>();

  private MultiHostPlanner(WorkerGroup group, ScaleRules rules) {
    this.group = group;
    this.rules = rules;
  }

  static GroupScale plan(
      WorkerGroup group,
      Collection<ObservedPod> pods,
      ScaleRules rules,
      NameSuffixes replicaSuffixes) {
    return new MultiHostPlanner(group, rules).plan(pods, replicaSuffixes);
  }

  private GroupScale plan(Collection<ObservedPod> pods, NameSuffixes replicaSuffixes) {
    List<Replica> replicas = new ArrayList<>();
    List<List<ObservedPod>> present = replicas(pods);
    Map<String, Integer> sizes = sizes(present);
    for (List<ObservedPod> replica : present) {
      Optional<DeletionReason> defect = defect(replica, sizes);
      defect.ifPresent(reason -> delete(replica, reason));
      replicas.add(new Replica(replica, isOutdated(replica), defect.isPresent()));
    }
    int desired = group.desiredReplicas();
    RolloutStep step =
        rules.rollout().step(desired, group.maxReplicas(), replicas, DeletionOrder.OF_REPLICAS);
    step.victims().forEach(victim -> delete(victim.pods(), DeletionReason.OUTDATED));
    List<Replica> staying = replicas.stream().filter(replica -> !replica.leaving()).toList();
    if (step.mayShrink() && (rules.mayChooseVictims() || group.suspended())) {
      DeletionReason reason =
          group.suspended() ? DeletionReason.GROUP_SUSPENDED : DeletionReason.SURPLUS;
      staying.stream()
          .map(Replica::pods)
          .sorted(DeletionOrder.ofSurplusReplicas(rules.numberedNames()))
          .limit(Math.max(0, staying.size() - desired))
          .forEach(replica -> delete(replica, reason));
    }
    int upToDate = (int) replicas.stream().filter(Replica::upToDate).count();
    int missing = Math.max(0, Math.min(desired - upToDate, step.limit() - replicas.size()));
    int creatable = Math.min(missing, Math.max(1, rules.maxCreations() / group.hostsPerReplica()));
    return new GroupScale(deletions, places(creatable, pods, replicaSuffixes), missing > creatable);
  }

  private boolean isOutdated(List<ObservedPod> replica) {
    return replica.stream().anyMatch(rules.rollout()::isOutdated);
  }

  /**
   * How many pods a replica of each older template has: its own number of hosts is not known any
   * more, but the largest replica is complete.
   */
  private Map<String, Integer> sizes(List<List<ObservedPod>> replicas) {
    Map<String, Integer> sizes = new HashMap<>();
    replicas.stream()
        .filter(this::isOutdated)
        .forEach(replica -> sizes.merge(template(replica), replica.size(), Math::max));
    return sizes;
  }

  private static String template(List<ObservedPod> replica) {
    return replica.getFirst().origin().templateHash();
  }

  private Optional<DeletionReason> defect(
      List<ObservedPod> replica, Map<String, Integer> outdatedSizes) {
    if (replica.stream().anyMatch(pod -> group.workersToDelete().contains(pod.name()))) {
      return Optional.of(DeletionReason.NAMED);
    }
    if (replica.stream().anyMatch(pod -> pod.finished() && pod.controlled())) {
      return Optional.of(DeletionReason.FINISHED);
    }
    int hosts =
        isOutdated(replica)
            ? outdatedSizes.getOrDefault(template(replica), group.hostsPerReplica())
            : group.hostsPerReplica();
    if (replica.size() != hosts || replica.stream().anyMatch(ObservedPod::terminating)) {
      return Optional.of(DeletionReason.REPLICA_INCOMPLETE);
    }
    return Optional.empty();
  }

  private void delete(List<ObservedPod> replica, DeletionReason reason) {
    replica.stream()
        .filter(pod -> pod.controlled() && !pod.terminating())
        .forEach(pod -> deletions.add(new PodDeletion(pod, reason)));
  }

  /** Pods without a replica's name come from before replicas had names; they fill replicas. */
  private List<List<ObservedPod>> replicas(Collection<ObservedPod> pods) {
    Map<String, List<ObservedPod>> named = new TreeMap<>();
    List<ObservedPod> nameless = new ArrayList<>();
    for (ObservedPod pod : pods) {
      String name = pod.replicaName();
      if (name == null) {
        nameless.add(pod);
      } else {
        named.computeIfAbsent(name, key -> new ArrayList<>()).add(pod);
      }
    }
    List<List<ObservedPod>> replicas = new ArrayList<>(named.values());
    for (int i = 0; i < nameless.size(); i += group.hostsPerReplica()) {
      replicas.add(nameless.subList(i, Math.min(i + group.hostsPerReplica(), nameless.size())));
    }
    return replicas;
  }

  private List<WorkerPlace> places(
      int replicas, Collection<ObservedPod> pods, NameSuffixes suffixes) {
    List<WorkerPlace> places = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    pods.stream().map(ObservedPod::replicaName).forEach(taken::add);
    for (int index : FreeIndices.lowest(replicas, group, pods, rules.numberedNames())) {
      String name;
      do {
        name = RayClusterNames.replica(group.groupName(), suffixes.next());
      } while (!taken.add(name));
      for (int host = 0; host < group.hostsPerReplica(); host++) {
        places.add(new WorkerPlace(index, name, host));
      }
    }
    return places;
  }
}

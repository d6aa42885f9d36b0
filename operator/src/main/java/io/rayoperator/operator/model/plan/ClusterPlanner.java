package io.rayoperator.operator.model.plan;

import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.model.names.NumberedNames;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.HeadAddress;
import io.rayoperator.operator.model.pod.HeadPod;
import io.rayoperator.operator.model.pod.WorkerPlace;
import io.rayoperator.operator.model.pod.WorkerPod;
import io.rayoperator.operator.model.scale.DeletionReason;
import io.rayoperator.operator.model.scale.GroupScale;
import io.rayoperator.operator.model.scale.ScalePlanner;
import io.rayoperator.operator.model.scale.ScaleRules;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.operator.model.upgrade.Recreation;
import io.rayoperator.operator.model.upgrade.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what is wanted with what exists (KubeRay contract §0.3, §3, §5, §6, §7).
 *
 * <p>Groups do not wait for each other: a group in trouble delays only itself (§18.3, gap 16).
 */
public final class ClusterPlanner {

  /** Creations per group and pass; between passes, other clusters and newer wishes get a turn. */
  private static final int MAX_CREATIONS = 128;

  /** A replica is created in one go, so its size must be bounded. */
  private static final int MAX_HOSTS_PER_REPLICA = 4096;

  private final DesiredCluster cluster;
  private final ObservedCluster observed;
  private final RayClusterStatus status;
  private final ModelConfig config;
  private final PodNames podNames;
  private final NameSuffixes replicaSuffixes;
  private final Rollout rollout;
  private final List<Action> actions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int workersToCome;
  private boolean more;

  private ClusterPlanner(
      DesiredCluster cluster,
      ObservedCluster observed,
      RayClusterStatus status,
      ModelConfig config,
      PodNames podNames,
      NameSuffixes replicaSuffixes,
      Instant now) {
    this.cluster = cluster;
    this.observed = observed;
    this.status = status;
    this.config = config;
    this.podNames = podNames;
    this.replicaSuffixes = replicaSuffixes;
    this.rollout = Rollout.of(cluster, observed, status, now);
  }

  /**
   * Plans one pass.
   *
   * @param cluster a valid cluster
   * @param status the status so far; empty for a new cluster
   */
  public static ClusterPlan plan(
      DesiredCluster cluster,
      ObservedCluster observed,
      RayClusterStatus status,
      ModelConfig config,
      PodNames podNames,
      NameSuffixes replicaSuffixes,
      Instant now) {
    ClusterPlanner planner =
        new ClusterPlanner(cluster, observed, status, config, podNames, replicaSuffixes, now);
    // Before pods: they use them from the start.
    ChildPlanner children = new ChildPlanner(cluster, observed, config);
    planner.actions.addAll(children.actions());
    planner.problems.addAll(children.problems());
    planner.planPods(HeadAddress.of(cluster, children.headServiceName(), config.clusterDomain()));
    return new ClusterPlan(
        planner.actions,
        planner.problems,
        planner.more,
        planner.rollout.nextLook().orElse(Duration.ZERO));
  }

  private void planPods(HeadAddress head) {
    switch (Suspension.of(cluster, status, config)) {
      case SUSPENDING ->
          deleteAll(
              observed.pods(),
              cluster.suspendedWhileIdle()
                  ? DeletionReason.CLUSTER_IDLE
                  : DeletionReason.CLUSTER_SUSPENDED);
      case REQUESTED, SUSPENDED, RESUMING -> {
        // The status has to say so first; the next pass acts on it.
      }
      case NONE -> {
        if (!recreate() && planHead(head)) {
          cluster.workerGroups().forEach(group -> planGroup(group, head));
          deleteRemovedGroups();
        }
      }
    }
  }

  /** Plans the strategy Recreate, and says whether nothing else makes sense before it is done. */
  private boolean recreate() {
    return switch (Recreation.of(cluster, observed, config)) {
      case Recreation.NotNeeded notNeeded -> false;
      case Recreation.Adoption adoption -> {
        actions.add(
            new Action.AdoptHead(
                adoption.head(),
                Map.of(
                    RayAnnotations.RECREATE_HASH,
                    adoption.hash(),
                    RayAnnotations.OPERATOR_VERSION,
                    config.operatorVersion())));
        yield false;
      }
      case Recreation.AllPods all -> {
        deleteAll(all.pods(), DeletionReason.RECREATED);
        more |= all.pods().stream().anyMatch(pod -> !pod.isHead());
        yield true;
      }
    };
  }

  /** Plans the head pod and says whether workers can be planned as well (§5.3). */
  private boolean planHead(HeadAddress address) {
    List<ObservedPod> heads = observed.heads();
    if (heads.size() > 1) {
      problems.add(
          "There are "
              + heads.size()
              + " head pods: "
              + heads.stream().map(ObservedPod::name).collect(Collectors.joining(", ")));
      return false;
    }
    if (heads.isEmpty()) {
      if (headMustNotReturn()) {
        return false;
      }
      createHead(address);
      return true;
    }
    ObservedPod head = heads.getFirst();
    if (head.finished() && head.controlled()) {
      if (!head.terminating()) {
        actions.add(new Action.DeletePod(head, DeletionReason.FINISHED));
      }
      return false;
    }
    if (rollout.replacesHead()) {
      actions.add(new Action.DeletePod(head, DeletionReason.OUTDATED));
    }
    return true;
  }

  private boolean headMustNotReturn() {
    return cluster.keepsProvisionedHead() && Conditions.isTrue(status, ConditionTypes.PROVISIONED);
  }

  private void createHead(HeadAddress address) {
    Pod pod = HeadPod.desired(cluster, address, config);
    String fixedName = HeadPod.fixedName(cluster, config);
    setName(
        pod,
        fixedName == null
            ? podNames.next(RayLabels.HEAD_GROUP, pod.getMetadata().getGenerateName())
            : fixedName);
    actions.add(new Action.CreatePod(RayLabels.HEAD_GROUP, pod));
  }

  private void setName(Pod pod, String name) {
    pod.getMetadata().setName(name);
    cluster.profile().labelsOfPod(name).forEach(pod.getMetadata().getLabels()::putIfAbsent);
  }

  private void planGroup(WorkerGroup group, HeadAddress head) {
    if (group.hostsPerReplica() > MAX_HOSTS_PER_REPLICA) {
      problems.add(
          "Worker group "
              + group.groupName()
              + " has "
              + group.hostsPerReplica()
              + " hosts per replica; the operator creates at most "
              + MAX_HOSTS_PER_REPLICA);
      return;
    }
    NumberedNames numberedNames =
        cluster.numbersWorkers()
            ? new NumberedNames(cluster.profile().podPrefix(cluster.podGroup(group)))
            : null;
    GroupScale scale =
        ScalePlanner.plan(
            group,
            observed.workersOf(group.groupName()),
            new ScaleRules(
                !cluster.autoscaling() || config.randomPodDelete(),
                config.enabled(FeatureGate.RAY_MULTI_HOST_INDEXING),
                creationsLeft(),
                rollout.ofGroup(group),
                numberedNames),
            replicaSuffixes);
    scale
        .deletions()
        .forEach(deletion -> actions.add(new Action.DeletePod(deletion.pod(), deletion.reason())));
    if (!scale.creations().isEmpty()) {
      Pod pod = WorkerPod.desired(cluster, group, head, config);
      for (WorkerPlace place : scale.creations()) {
        Pod placed = WorkerPod.at(place, pod);
        setName(
            placed,
            numberedNames == null
                ? podNames.next(group.groupName(), pod.getMetadata().getGenerateName())
                : numberedName(numberedNames, place));
        actions.add(new Action.CreatePod(group.groupName(), placed));
      }
    }
    workersToCome += scale.creations().size();
    // Room for more comes with a pod that goes, which is worth a pass of its own.
    more |= scale.more() && room() >= MAX_CREATIONS;
  }

  private int creationsLeft() {
    return Math.clamp(room(), 0, MAX_CREATIONS);
  }

  /** How many workers the cluster may still get. */
  private long room() {
    return (long) cluster.maxWorkerPods() - observed.workers().size() - workersToCome;
  }

  private static String numberedName(NumberedNames names, WorkerPlace place) {
    int replica = Objects.requireNonNull(place.replicaIndex(), "numbered pods have an index");
    return place.replicaName() == null ? names.of(replica) : names.of(replica, place.hostIndex());
  }

  /** Without this, pods of a removed group would run forever (§18.3, gap 12). */
  private void deleteRemovedGroups() {
    Set<String> groups =
        cluster.workerGroups().stream().map(WorkerGroup::groupName).collect(Collectors.toSet());
    deleteAll(
        observed.workers().stream().filter(pod -> !groups.contains(pod.group())).toList(),
        DeletionReason.GROUP_REMOVED);
  }

  private void deleteAll(List<ObservedPod> pods, DeletionReason reason) {
    pods.stream()
        .filter(pod -> pod.controlled() && !pod.terminating())
        .forEach(pod -> actions.add(new Action.DeletePod(pod, reason)));
  }
}

package io.rayoperator.operator.model.upgrade;

import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.UpgradeStrategy;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The strategy {@code RollingUpdate}, which KubeRay does not have (contract §18.3, gap 8): workers
 * first, each group at its own pace; the head last, and only when its own template changed.
 *
 * <p>It is computed anew in each pass from the pods that exist, so it survives a restart of the
 * operator, and an edit simply gives it another goal. Only that it is paused is remembered, in the
 * status: pods in a crash loop look well every now and then.
 */
public final class Rollout {

  private final DesiredCluster cluster;
  private final ObservedCluster observed;
  private final TemplateVersions versions;
  private final boolean active;
  private final boolean headStays;
  private final Instant now;
  private final List<String> failures;
  private final boolean paused;

  private Rollout(
      DesiredCluster cluster, ObservedCluster observed, RayClusterStatus status, Instant now) {
    this.cluster = cluster;
    this.observed = observed;
    this.versions = new TemplateVersions(cluster, status);
    UpgradeStrategy strategy = cluster.spec().getUpgradeStrategy();
    this.active = strategy != null && UpgradeStrategy.ROLLING_UPDATE.equals(strategy.getType());
    this.headStays =
        cluster.keepsProvisionedHead() && Conditions.isTrue(status, ConditionTypes.PROVISIONED);
    this.now = now;
    this.failures =
        newPods()
            .flatMap(
                pod -> PodFailure.of(pod, now).map(failure -> pod.name() + ": " + failure).stream())
            .sorted()
            .toList();
    this.paused = inProgress() && (!failures.isEmpty() || (wasPaused(status) && !proven()));
  }

  /**
   * The update of a cluster as it stands.
   *
   * @param status the status so far
   */
  public static Rollout of(
      DesiredCluster cluster, ObservedCluster observed, RayClusterStatus status, Instant now) {
    return new Rollout(cluster, observed, status, now);
  }

  /** Whether the user wants rolling updates. */
  public boolean active() {
    return active;
  }

  /** Whether there are pods that have to be replaced. */
  public boolean inProgress() {
    return active && (observed.workers().stream().anyMatch(this::isOutdated) || headOutdated());
  }

  /** Whether new pods are in trouble, so that no further pod is replaced for the time being. */
  public boolean paused() {
    return paused;
  }

  /** The part of a group; without an update, one that changes nothing. */
  public GroupRollout ofGroup(WorkerGroup group) {
    return active && !group.suspended()
        ? new GroupRollout(
            this::isOutdated,
            (desired, most) -> Pace.of(cluster, group, desired, most),
            paused,
            !newPods().allMatch(ObservedPod::runningAndReady))
        : GroupRollout.NONE;
  }

  /**
   * Whether the head has to be deleted now: its template changed, and workers from the new
   * templates have proven to work. A head that cannot work has nothing to lose, and is replaced at
   * once: no worker gets ready without it.
   */
  public boolean replacesHead() {
    return headOutdated()
        && observed.heads().stream().noneMatch(ObservedPod::terminating)
        && (cluster.profile().replacesHeadFirst()
            || observed.heads().stream().anyMatch(head -> PodFailure.of(head, now).isPresent())
            || (!paused && workersAreDone()));
  }

  /** After which time a pod that only takes long becomes one in trouble; empty if there is none. */
  public Optional<Duration> nextLook() {
    return inProgress()
        ? newPods()
            .filter(pod -> !pod.runningAndReady())
            .map(pod -> PodFailure.patienceLeft(pod, now))
            .filter(Duration::isPositive)
            .min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** How far it is and what it waits for, for people. */
  public String message() {
    if (!inProgress()) {
      return headStays && observed.heads().stream().anyMatch(this::isOutdated)
          ? "All workers are up to date; the head stays because of the annotation "
              + RayAnnotations.DISABLE_PROVISIONED_HEAD_RESTART
              + "."
          : "";
    }
    List<String> parts = new ArrayList<>();
    if (paused) {
      parts.add(
          failures.isEmpty()
              ? "New pods were in trouble and are not ready yet"
              : String.join("; ", failures.subList(0, Math.min(3, failures.size()))));
    }
    for (WorkerGroup group : cluster.workerGroups()) {
      List<ObservedPod> pods = observed.workersOf(group.groupName());
      if (pods.stream().anyMatch(this::isOutdated)) {
        long done = pods.stream().filter(pod -> !isOutdated(pod) && pod.runningAndReady()).count();
        parts.add(
            group.groupName() + ": " + done + " of " + group.desiredPods() + " pods replaced");
      }
    }
    if (headOutdated()) {
      parts.add(replacesHead() || workersAreDone() ? "head: being replaced" : "head: comes last");
    }
    return String.join("; ", parts);
  }

  private boolean isOutdated(ObservedPod pod) {
    return versions.isOutdated(pod);
  }

  private boolean headOutdated() {
    return active && !headStays && observed.heads().stream().anyMatch(this::isOutdated);
  }

  /** Up-to-date workers of groups that have outdated ones as well. */
  private Stream<ObservedPod> newPods() {
    return cluster.workerGroups().stream()
        .map(group -> observed.workersOf(group.groupName()))
        .filter(pods -> pods.stream().anyMatch(this::isOutdated))
        .flatMap(List::stream)
        .filter(pod -> !isOutdated(pod));
  }

  private boolean proven() {
    return newPods().findAny().isPresent() && newPods().allMatch(ObservedPod::runningAndReady);
  }

  /** Paused by what the user wants now; another wish starts with confidence. */
  private boolean wasPaused(RayClusterStatus status) {
    return Conditions.find(status, ConditionTypes.UPDATING)
        .filter(condition -> ConditionTypes.UPDATE_PAUSED.equals(condition.getReason()))
        .filter(
            condition ->
                Long.valueOf(cluster.generation()).equals(condition.getObservedGeneration()))
        .isPresent();
  }

  private boolean workersAreDone() {
    return observed.workers().stream().noneMatch(this::isOutdated)
        && cluster.workerGroups().stream().allMatch(this::isAvailable);
  }

  private boolean isAvailable(WorkerGroup group) {
    int desired = group.desiredReplicas();
    int least =
        group.pods(
            desired - Pace.of(cluster, group, desired, group.maxReplicas()).maxUnavailable());
    return observed.workersOf(group.groupName()).stream()
            .filter(pod -> pod.runningAndReady() && !pod.terminating())
            .count()
        >= least;
  }
}

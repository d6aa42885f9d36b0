package io.rayoperator.operator.model.upgrade;

import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rolling update of one worker group. Outdated replicas are deleted as long as enough others
 * are available, and up-to-date ones created as long as there is room, as the Deployment controller
 * does it. Replicas count until they are gone, so the upper bound holds for what occupies nodes.
 *
 * @param outdated whether a pod's template has changed since
 * @param pace gives how many replicas may be missing or extra
 * @param paused whether new pods are in trouble, so that no further pod may be risked
 * @param proving whether new pods have yet to prove themselves
 */
public record GroupRollout(
    Predicate<ObservedPod> outdated, PaceOfSize pace, boolean paused, boolean proving) {

  /** A group that is not updated. */
  public static final GroupRollout NONE =
      new GroupRollout(pod -> false, (desired, most) -> new Pace(0, 0), false, false);

  /** The pace for a number of replicas. */
  @FunctionalInterface
  interface PaceOfSize {

    /**
     * Rounds percentages.
     *
     * @param desired replicas that the group should have now
     * @param most replicas that it may ever have
     */
    Pace of(int desired, int most);
  }

  public boolean isOutdated(ObservedPod pod) {
    return outdated.test(pod);
  }

  /**
   * The next step.
   *
   * @param replicas all of the group, those that are leaving included
   * @param order which of them go first
   */
  public RolloutStep step(
      int desired, int most, List<Replica> replicas, Comparator<List<ObservedPod>> order) {
    if (replicas.stream().noneMatch(Replica::outdated)) {
      return new RolloutStep(desired, true, List.of());
    }
    Pace allowed = pace.of(desired, most);
    int withSurge = (int) Math.min((long) desired + allowed.maxSurge(), Integer.MAX_VALUE);
    int limit = paused && proving ? desired : withSurge;
    boolean mayShrink = paused && replicas.size() > withSurge;
    return new RolloutStep(
        limit,
        mayShrink,
        paused ? List.of() : victims(replicas, desired - allowed.maxUnavailable(), order));
  }

  private static List<Replica> victims(
      List<Replica> replicas, int minAvailable, Comparator<List<ObservedPod>> order) {
    List<Replica> staying = replicas.stream().filter(replica -> !replica.leaving()).toList();
    int available = (int) staying.stream().filter(Replica::available).count();
    int unproven =
        (int)
            staying.stream().filter(replica -> !replica.outdated() && !replica.available()).count();
    // Outdated replicas that are not available may become so again: they are not all deleted at
    // once while new ones have yet to prove themselves.
    int budget = staying.size() - minAvailable - unproven;
    List<Replica> victims = new ArrayList<>();
    List<Replica> candidates =
        staying.stream()
            .filter(Replica::outdated)
            .sorted(Comparator.comparing(Replica::pods, order))
            .toList();
    for (Replica candidate : candidates) {
      boolean spare = !candidate.available() || available > minAvailable;
      if (victims.size() < budget && spare) {
        victims.add(candidate);
        available -= candidate.available() ? 1 : 0;
      }
    }
    return victims;
  }
}

package io.rayoperator.operator.model.upgrade;

import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.List;

/**
 * What is replaced as a whole: a pod or, in multi-host groups, all pods of a replica.
 *
 * @param outdated whether its template has changed since
 * @param leaving whether it is on its way out already
 */
public record Replica(List<ObservedPod> pods, boolean outdated, boolean leaving) {

  public Replica {
    pods = List.copyOf(pods);
  }

  /** Whether it is what the user wants, and stays. */
  public boolean upToDate() {
    return !outdated && !leaving;
  }

  boolean available() {
    return !leaving && pods.stream().allMatch(ObservedPod::runningAndReady);
  }
}

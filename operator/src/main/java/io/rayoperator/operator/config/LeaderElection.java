package io.rayoperator.operator.config;

import java.time.Duration;

/**
 * How one of several operators is chosen to act.
 *
 * @param namespace where the lease lies; empty means the namespace the client runs in
 * @param leaseName name of the lease
 * @param leaseDuration how long others wait after the last renewal before they take over; whole
 *     seconds
 * @param renewDeadline how long a leader tries to renew before it gives up; shorter than {@code
 *     leaseDuration}
 * @param retryPeriod time between two attempts
 */
public record LeaderElection(
    boolean enabled,
    String namespace,
    String leaseName,
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod) {

  public LeaderElection {
    if (renewDeadline.compareTo(leaseDuration) >= 0) {
      throw new IllegalArgumentException(
          "renew deadline " + renewDeadline + " is not shorter than the lease, " + leaseDuration);
    }
  }
}

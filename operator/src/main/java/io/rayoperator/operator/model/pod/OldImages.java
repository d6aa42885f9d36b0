package io.rayoperator.operator.model.pod;

import io.rayoperator.operator.model.cluster.DesiredCluster;

/**
 * Images as old as the layout of their manifest. Ray before 2.0 has no {@code ray health-check} and
 * no agent that answers probes, and ends with an error when it is given an option of later times.
 */
public final class OldImages {

  private OldImages() {}

  /** Whether they have to be expected: the layout is old, and no version says otherwise. */
  public static boolean expectedBy(DesiredCluster cluster) {
    return cluster.profile().imagesMayBeOld()
        && RayVersion.parse(cluster.rayVersion())
            .filter(version -> version.atLeast(RayVersion.HEALTH_CHECKS))
            .isEmpty();
  }
}

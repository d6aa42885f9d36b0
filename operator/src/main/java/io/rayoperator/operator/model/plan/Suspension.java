package io.rayoperator.operator.model.plan;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;

/**
 * Where a cluster stands between running and suspended (KubeRay contract §6.1). The status carries
 * it from pass to pass, so that a suspension that has begun is completed before anything else.
 */
public enum Suspension {
  /** Not suspended, and not about to be. */
  NONE,
  /** The user wants it; the status does not say so yet. */
  REQUESTED,
  /** All pods have to go, whatever the user wants by now. */
  SUSPENDING,
  /** There are no pods, and there shall be none. */
  SUSPENDED,
  /** The user wants the cluster back; the status does not say so yet. */
  RESUMING;

  public static Suspension of(DesiredCluster cluster, RayClusterStatus status, ModelConfig config) {
    boolean wanted = cluster.suspended();
    if (!config.enabled(FeatureGate.RAY_CLUSTER_STATUS_CONDITIONS)) {
      return wanted ? SUSPENDING : NONE;
    }
    if (Conditions.isTrue(status, ConditionTypes.SUSPENDING)) {
      return SUSPENDING;
    }
    if (Conditions.isTrue(status, ConditionTypes.SUSPENDED)) {
      return wanted ? SUSPENDED : RESUMING;
    }
    return wanted ? REQUESTED : NONE;
  }
}

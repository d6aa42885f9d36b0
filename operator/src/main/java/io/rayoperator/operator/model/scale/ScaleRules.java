package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.upgrade.GroupRollout;

/**
 * What the planner may do.
 *
 * @param mayChooseVictims whether surplus pods may be deleted that nobody named; with the
 *     autoscaler on, only it knows which pods are idle (KubeRay contract §5.4)
 * @param numberReplicas whether pods carry the index of their replica (§1.5)
 * @param maxCreations how many pods one pass may create per group; at least one replica is created
 * @param rollout which pods are to be replaced by others, and how fast
 */
public record ScaleRules(
    boolean mayChooseVictims, boolean numberReplicas, int maxCreations, GroupRollout rollout) {}

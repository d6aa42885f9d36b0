package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.names.NumberedNames;
import io.rayoperator.operator.model.upgrade.GroupRollout;
import org.jspecify.annotations.Nullable;

/**
 * What the planner may do.
 *
 * @param mayChooseVictims whether surplus pods may be deleted that nobody named; with the
 *     autoscaler on, only it knows which pods are idle (KubeRay contract §5.4)
 * @param numberReplicas whether pods carry the index of their replica (§1.5)
 * @param maxCreations how many pods one pass may create per group; at least one replica is created
 * @param rollout which pods are to be replaced by others, and how fast
 * @param numberedNames names of the group's pods if they are numbered; null if they end with
 *     something random
 */
public record ScaleRules(
    boolean mayChooseVictims,
    boolean numberReplicas,
    int maxCreations,
    GroupRollout rollout,
    @Nullable NumberedNames numberedNames) {}

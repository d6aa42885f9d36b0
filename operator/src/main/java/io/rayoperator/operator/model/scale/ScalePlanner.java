package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.Collection;

/** Decides which pods of a worker group to create and which to delete (KubeRay contract §5). */
public final class ScalePlanner {

  private ScalePlanner() {}

  /**
   * Brings a group to its size. Equal input gives an equal plan, apart from the names of new
   * replicas.
   *
   * @param pods the group's pods, terminating ones included
   */
  public static GroupScale plan(
      WorkerGroup group,
      Collection<ObservedPod> pods,
      ScaleRules rules,
      NameSuffixes replicaSuffixes) {
    return group.multiHost() && rules.numberReplicas()
        ? MultiHostPlanner.plan(group, pods, rules, replicaSuffixes)
        : SingleHostPlanner.plan(group, pods, rules);
  }
}

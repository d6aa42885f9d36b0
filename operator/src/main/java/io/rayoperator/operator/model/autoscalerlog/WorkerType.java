package io.rayoperator.operator.model.autoscalerlog;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.List;

/**
 * A worker type of a cluster, and how it stands.
 *
 * @param wanted pods that the autoscaler, or the least number, asks for
 * @param running pods that run and are not going
 */
public record WorkerType(String name, long wanted, long running) {

  /** Those of a cluster, in its order. */
  public static List<WorkerType> of(DesiredCluster cluster, List<ObservedPod> pods) {
    return cluster.workerGroups().stream()
        .map(
            group ->
                new WorkerType(
                    group.groupName(),
                    group.desiredPods(),
                    pods.stream()
                        .filter(pod -> pod.controlled() && pod.isWorker())
                        .filter(pod -> pod.group().equals(group.groupName()))
                        .filter(pod -> pod.running() && !pod.terminating() && !pod.finished())
                        .count()))
        .toList();
  }

  /** Pods that are asked for and do not run yet. */
  long requested() {
    return Math.max(0, wanted - running);
  }
}

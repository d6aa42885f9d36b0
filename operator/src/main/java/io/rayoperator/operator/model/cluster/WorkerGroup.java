package io.rayoperator.operator.model.cluster;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.RollingUpdate;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group of equal worker pods.
 *
 * @param replicas wanted replicas within the group's bounds (KubeRay contract §5.1), whether or not
 *     the group is suspended
 * @param minReplicas lower bound; 0 if absent
 * @param maxReplicas upper bound; {@link Integer#MAX_VALUE} if absent
 * @param hostsPerReplica pods that make up one replica; 1 if absent; 0 means that there are no pods
 * @param workersToDelete names of pods that the autoscaler wants gone, whatever {@code replicas}
 *     says
 * @param rollingUpdate how fast pods of this group are replaced, if the group says it itself
 */
public record WorkerGroup(
    String groupName,
    PodTemplateSpec template,
    Map<String, String> rayStartParams,
    Map<String, String> labels,
    Map<String, String> resources,
    int replicas,
    int minReplicas,
    int maxReplicas,
    int hostsPerReplica,
    boolean suspended,
    List<String> workersToDelete,
    @Nullable RollingUpdate rollingUpdate)
    implements RayGroup {

  static WorkerGroup of(WorkerGroupSpec spec) {
    int min = spec.getMinReplicas() == null ? 0 : spec.getMinReplicas();
    int max = spec.getMaxReplicas() == null ? Integer.MAX_VALUE : spec.getMaxReplicas();
    ScaleStrategy scaleStrategy = spec.getScaleStrategy();
    return new WorkerGroup(
        Absent.asEmpty(spec.getGroupName()),
        Objects.requireNonNull(spec.getTemplate(), "validated: the group has a template"),
        Absent.asEmpty(spec.getRayStartParams()),
        Absent.asEmpty(spec.getLabels()),
        Absent.asEmpty(spec.getResources()),
        clamp(spec.getReplicas() == null ? min : spec.getReplicas(), min, max),
        min,
        max,
        spec.getNumOfHosts() == null ? 1 : Math.max(0, spec.getNumOfHosts()),
        Absent.asFalse(spec.getSuspend()),
        scaleStrategy == null ? List.of() : Absent.asEmpty(scaleStrategy.getWorkersToDelete()),
        spec.getRollingUpdate());
  }

  /** Replicas that should exist now: none while the group is suspended. */
  public int desiredReplicas() {
    return suspended ? 0 : replicas;
  }

  /** Pods that should exist now; impossible numbers end at {@link Integer#MAX_VALUE}. */
  public int desiredPods() {
    return pods(desiredReplicas());
  }

  /** Pods of a number of replicas; impossible numbers end at {@link Integer#MAX_VALUE}. */
  public int pods(int replicas) {
    return (int) Math.min((long) replicas * hostsPerReplica, Integer.MAX_VALUE);
  }

  public boolean multiHost() {
    return hostsPerReplica > 1;
  }

  // The lower bound wins over the upper one, should both be impossible.
  private static int clamp(int replicas, int min, int max) {
    return Math.max(min, Math.min(replicas, max));
  }
}

package io.rayoperator.benchmarks.scale.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.function.Predicate;

/**
 * What a RayCluster says of itself.
 *
 * @param state {@code status.state}; empty if there is none
 * @param readyWorkers {@code status.readyWorkerReplicas}
 * @param gone whether it was deleted
 */
public record ClusterState(String state, int readyWorkers, boolean gone) {

  static ClusterState of(GenericKubernetesResource cluster, boolean gone) {
    Object state = cluster.get("status", "state");
    Object workers = cluster.get("status", "readyWorkerReplicas");
    return new ClusterState(
        state == null ? "" : state.toString(),
        workers instanceof Number number ? number.intValue() : 0,
        gone);
  }

  /** The goal of a cluster that is to have this many workers. */
  public static Predicate<ClusterState> readyWith(int workers) {
    return cluster ->
        !cluster.gone && cluster.state.equals("ready") && cluster.readyWorkers == workers;
  }
}

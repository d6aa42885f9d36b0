package io.rayoperator.operator.model.pod;

import org.jspecify.annotations.Nullable;

/**
 * Where in its group a worker pod stands.
 *
 * @param replicaIndex number of its replica; null while indexing is switched off
 * @param replicaName name of its replica; null in groups with one host per replica
 * @param hostIndex number of the pod within its replica; 0 in groups with one host per replica
 */
public record WorkerPlace(
    @Nullable Integer replicaIndex, @Nullable String replicaName, int hostIndex) {

  /** A place in a group whose pods are not numbered. */
  public static final WorkerPlace ANY = new WorkerPlace(null, null, 0);

  public static WorkerPlace replica(int index) {
    return new WorkerPlace(index, null, 0);
  }
}

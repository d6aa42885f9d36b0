package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.pod.WorkerPlace;
import java.util.List;

/**
 * What has to happen to the pods of one worker group.
 *
 * @param creations places of pods to create
 * @param more whether more pods have to be created in later passes
 */
public record GroupScale(List<PodDeletion> deletions, List<WorkerPlace> creations, boolean more) {

  public GroupScale {
    deletions = List.copyOf(deletions);
    creations = List.copyOf(creations);
  }
}

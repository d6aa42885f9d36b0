package io.rayoperator.operator.model.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.scale.DeletionReason;
import java.util.Map;

/** One change in Kubernetes. */
public sealed interface Action {

  /** Creates a child other than a pod, unless an object of someone else has its name. */
  record CreateChild(HasMetadata child) implements Action {}

  /** Brings a child of ours back to what it should be. */
  record RepairChild(HasMetadata child) implements Action {}

  /**
   * Deletes a child of ours.
   *
   * @param why completes "deleted, ..."
   */
  record DeleteChild(HasMetadata child, String why) implements Action {}

  record DeletePod(ObservedPod pod, DeletionReason reason) implements Action {}

  /**
   * Writes on a head that another operator made that it is ours now.
   *
   * @param annotations to be changed; all others stay
   */
  record AdoptHead(ObservedPod head, Map<String, String> annotations) implements Action {

    public AdoptHead {
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * Creates a pod.
   *
   * @param group {@code headgroup} or the name of the worker group
   */
  record CreatePod(String group, Pod pod) implements Action {}
}

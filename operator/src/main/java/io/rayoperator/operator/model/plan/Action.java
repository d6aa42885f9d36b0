package io.rayoperator.operator.model.plan;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.scale.DeletionReason;

/** One change in Kubernetes. */
public sealed interface Action {

  /** Creates a Service, unless an object of someone else has its name. */
  record CreateService(Service service) implements Action {}

  /** Brings a Service of ours back to what it should be. */
  record RepairService(Service service) implements Action {}

  /**
   * Deletes a Service of ours.
   *
   * @param why for the log
   */
  record DeleteService(Service service, String why) implements Action {}

  record DeletePod(ObservedPod pod, DeletionReason reason) implements Action {}

  /**
   * Creates a pod.
   *
   * @param group {@code headgroup} or the name of the worker group
   */
  record CreatePod(String group, Pod pod) implements Action {}
}

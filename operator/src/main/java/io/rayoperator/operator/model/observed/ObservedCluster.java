package io.rayoperator.operator.model.observed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;

/**
 * The children of a RayCluster as they are, read once at the start of a pass.
 *
 * @param pods pods with the cluster's labels that no one else controls, terminating ones included,
 *     in a stable order
 * @param headServices Services that the selector of head Services finds (KubeRay contract §1.9)
 * @param headlessServices Services that the selector of headless worker Services finds
 * @param others service accounts, roles, role bindings, ingresses, routes and Services of Ray Serve
 *     with the cluster's labels, and others that are known to have the names of ours
 */
public record ObservedCluster(
    List<ObservedPod> pods,
    List<Service> headServices,
    List<Service> headlessServices,
    List<HasMetadata> others) {

  public ObservedCluster {
    pods = List.copyOf(pods);
    headServices = List.copyOf(headServices);
    headlessServices = List.copyOf(headlessServices);
    others = List.copyOf(others);
  }

  public static ObservedCluster empty() {
    return new ObservedCluster(List.of(), List.of(), List.of(), List.of());
  }

  /** The same with other pods and head Services. */
  public ObservedCluster with(List<ObservedPod> newPods, List<Service> newHeadServices) {
    return new ObservedCluster(newPods, newHeadServices, headlessServices, others);
  }

  public List<ObservedPod> heads() {
    return pods.stream().filter(ObservedPod::isHead).toList();
  }

  public List<ObservedPod> workers() {
    return pods.stream().filter(ObservedPod::isWorker).toList();
  }

  public List<ObservedPod> workersOf(String group) {
    return pods.stream().filter(pod -> pod.isWorker() && pod.group().equals(group)).toList();
  }
}

package io.rayoperator.operator.model.plan;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.service.AppliedState;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.service.HeadlessWorkerService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps the Services (KubeRay contract §3). KubeRay never changes one that exists; we repair what
 * has drifted, and leave alone what is not ours.
 */
final class ServicePlanner {

  private final DesiredCluster cluster;
  private final String headServiceName;
  private final List<Action> actions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  ServicePlanner(DesiredCluster cluster, ObservedCluster observed, ModelConfig config) {
    this.cluster = cluster;
    List<Service> heads = observed.headServices();
    this.headServiceName =
        heads.isEmpty() ? HeadService.name(cluster) : heads.getFirst().getMetadata().getName();
    if (heads.size() > 1) {
      problems.add(
          "There are "
              + heads.size()
              + " head Services: "
              + heads.stream()
                  .map(service -> service.getMetadata().getName())
                  .collect(Collectors.joining(", ")));
    } else {
      keep(HeadService.desired(cluster, headServiceName, config), heads);
    }
    if (HeadlessWorkerService.wanted(cluster)) {
      keep(HeadlessWorkerService.desired(cluster), observed.headlessServices());
    }
  }

  List<Action> actions() {
    return actions;
  }

  List<String> problems() {
    return problems;
  }

  /** The name under which pods find the head: that of the Service that exists, if there is one. */
  String headServiceName() {
    return headServiceName;
  }

  private void keep(Service desired, List<Service> present) {
    if (present.isEmpty()) {
      actions.add(new Action.CreateService(desired));
      return;
    }
    Service live = present.getFirst();
    if (!controlledByCluster(live) || live.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    if (typeNeedsNewAddress(desired, live)) {
      actions.add(
          new Action.DeleteService(
              live, "a headless Service cannot become one of type " + type(desired)));
      actions.add(new Action.CreateService(desired));
      return;
    }
    keepAddress(desired, live);
    if (!AppliedState.matches(desired, live)) {
      actions.add(new Action.RepairService(desired));
    }
  }

  private boolean controlledByCluster(Service service) {
    return Absent.asEmpty(service.getMetadata().getOwnerReferences()).stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(OwnerReference::getUid)
        .anyMatch(cluster.uid()::equals);
  }

  private static boolean typeNeedsNewAddress(Service desired, Service live) {
    return HeadService.headless(live) && !type(desired).equals("ClusterIP");
  }

  // An address cannot change. One that exists, perhaps from another configuration, stays.
  private static void keepAddress(Service desired, Service live) {
    boolean headless = HeadService.headless(live);
    if (HeadService.headless(desired) != headless) {
      desired.getSpec().setClusterIP(headless ? live.getSpec().getClusterIP() : null);
      desired
          .getSpec()
          .setPublishNotReadyAddresses(
              headless ? live.getSpec().getPublishNotReadyAddresses() : null);
    }
  }

  private static String type(Service service) {
    String type = Absent.asEmpty(service.getSpec().getType());
    return type.isEmpty() ? "ClusterIP" : type;
  }
}

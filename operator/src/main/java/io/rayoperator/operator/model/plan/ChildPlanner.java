package io.rayoperator.operator.model.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.child.AppliedState;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.exposure.HeadExposure;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.rbac.AutoscalerAccess;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.service.HeadlessWorkerService;
import io.rayoperator.operator.model.service.ServeService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Keeps the children other than pods (KubeRay contract §2.10, §3, §4). KubeRay never changes one
 * that exists, and never removes one that is no longer needed; we do both, and leave alone what is
 * not ours (§18.3, gaps 10 and 11).
 */
final class ChildPlanner {

  private final DesiredCluster cluster;
  private final ObservedCluster observed;
  private final String headServiceName;
  private final List<Action> actions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  ChildPlanner(DesiredCluster cluster, ObservedCluster observed, ModelConfig config) {
    this.cluster = cluster;
    this.observed = observed;
    List<Service> headServices = observed.headServices();
    this.headServiceName =
        headServices.isEmpty()
            ? HeadService.name(cluster)
            : headServices.getFirst().getMetadata().getName();
    Service headService = HeadService.desired(cluster, headServiceName, config);
    keepAutoscalerAccess();
    keepHeadService(headService, headServices);
    keepHeadlessWorkerService();
    keepServeService();
    keepExposure(
        HeadExposure.desired(
            cluster, headServiceName, HeadService.dashboardPort(headService), config));
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

  private void keepAutoscalerAccess() {
    keepExactly(
        AutoscalerAccess.desired(cluster),
        observed.others().stream()
            .filter(live -> !HeadExposure.isOne(live) && !(live instanceof Service))
            .toList(),
        AppliedState::matches,
        "the autoscaler does not need it");
  }

  private void keepExposure(Optional<HasMetadata> desired) {
    keepExactly(
        desired.stream().toList(),
        observed.others().stream().filter(HeadExposure::isOne).toList(),
        HeadExposure::matches,
        "the head is not reached in this way");
  }

  private void keepExactly(
      List<HasMetadata> desired,
      List<HasMetadata> present,
      BiPredicate<HasMetadata, HasMetadata> matches,
      String whyNot) {
    for (HasMetadata child : desired) {
      keep(child, present.stream().filter(live -> isSame(child, live)).findFirst(), matches);
    }
    for (HasMetadata live : present) {
      if (desired.stream().noneMatch(child -> isSame(child, live))) {
        remove(live, whyNot);
      }
    }
  }

  private void keepHeadService(Service desired, List<Service> present) {
    if (present.size() > 1) {
      problems.add(
          "There are "
              + present.size()
              + " head Services: "
              + present.stream()
                  .map(service -> service.getMetadata().getName())
                  .collect(Collectors.joining(", ")));
      return;
    }
    if (!present.isEmpty()) {
      Service live = present.getFirst();
      if (typeNeedsNewAddress(desired, live) && isOurs(live)) {
        remove(live, "a headless Service cannot become one of type " + type(desired));
        actions.add(new Action.CreateChild(desired));
        return;
      }
      keepAddress(desired, live);
    }
    keep(desired, present.stream().findFirst(), AppliedState::matches);
  }

  private void keepHeadlessWorkerService() {
    Optional<Service> present = observed.headlessServices().stream().findFirst();
    if (HeadlessWorkerService.wanted(cluster)) {
      keep(HeadlessWorkerService.desired(cluster), present, AppliedState::matches);
    } else {
      present.ifPresent(live -> remove(live, "no group has several hosts per replica"));
    }
  }

  private void keepServeService() {
    List<HasMetadata> present =
        observed.others().stream().filter(Service.class::isInstance).toList();
    List<HasMetadata> desired = List.of();
    if (ServeService.wanted(cluster)) {
      List<ServicePort> ports = ServeService.ports(cluster);
      if (ports.isEmpty()) {
        problems.add(
            "Annotation "
                + RayAnnotations.ENABLE_SERVE_SERVICE
                + " needs a port of the head's first container that is named serve or serve-...");
        return;
      }
      desired = List.of(ServeService.desired(cluster, ports));
    }
    keepExactly(desired, present, AppliedState::matches, "the cluster does not ask for it");
  }

  private void keep(
      HasMetadata desired,
      Optional<? extends HasMetadata> present,
      BiPredicate<HasMetadata, HasMetadata> matches) {
    if (present.isEmpty()) {
      actions.add(new Action.CreateChild(desired));
    } else if (isOurs(present.get()) && !matches.test(desired, present.get())) {
      actions.add(new Action.RepairChild(desired));
    }
  }

  private void remove(HasMetadata live, String why) {
    if (isOurs(live)) {
      actions.add(new Action.DeleteChild(live, why));
    }
  }

  private boolean isOurs(HasMetadata child) {
    return child.getMetadata().getDeletionTimestamp() == null
        && OwnerReferences.isControlledBy(cluster.uid(), child);
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return one.getKind().equals(other.getKind())
        && one.getMetadata().getName().equals(other.getMetadata().getName());
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

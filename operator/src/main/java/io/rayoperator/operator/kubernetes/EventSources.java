package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.kubernetes.cache.OwnerMapping;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.exposure.Route;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The children of all RayClusters, as informers see them. Selectors keep everything else out of
 * memory (KubeRay contract §0.1).
 */
public final class EventSources {

  /** Pages of the first list. With pages, it is read from etcd and cannot be stale. */
  public static final long LIST_PAGE = 500;

  private final PodEventSource pods;
  private final InformerEventSource<Service, StoredRayCluster> headServices;
  private final InformerEventSource<Service, StoredRayCluster> headlessServices;
  private final List<InformerEventSource<? extends HasMetadata, StoredRayCluster>> others;

  /** Hears of every pod that the cache shows. */
  @FunctionalInterface
  public interface PodListener {
    void seen(String namespace, String cluster, String pod);
  }

  public EventSources(
      EventSourceContext<StoredRayCluster> context, ServedApis apis, PodListener podListener) {
    pods = new PodEventSource(context, podListener);
    headServices =
        children(
            context,
            Service.class,
            "head-services",
            RayLabels.CLUSTER + "," + RayLabels.NODE_TYPE + "=" + RayLabels.HEAD);
    headlessServices =
        children(
            context, Service.class, "headless-worker-services", RayLabels.HEADLESS_WORKER_SERVICE);
    String ofClusters =
        RayLabels.CLUSTER + "," + RayLabels.APP_CREATED_BY + "=" + RayLabels.APP_CREATED_BY_VALUE;
    others = new ArrayList<>();
    others.add(children(context, ServiceAccount.class, "service-accounts", ofClusters));
    others.add(children(context, Role.class, "roles", ofClusters));
    others.add(children(context, RoleBinding.class, "role-bindings", ofClusters));
    others.add(
        children(
            context,
            Service.class,
            "serve-services",
            RayLabels.ORIGINATED_FROM_NAME
                + ","
                + RayLabels.ORIGINATED_FROM_KIND
                + "="
                + ApiGroup.RAY_CLUSTER_KIND
                + ","
                + RayLabels.SERVE));
    if (apis.ingresses()) {
      others.add(children(context, Ingress.class, "ingresses", ofClusters));
    }
    if (apis.routes()) {
      others.add(children(context, Route.class, "routes", ofClusters));
    }
  }

  public List<EventSource<?, StoredRayCluster>> all() {
    List<EventSource<?, StoredRayCluster>> all = new ArrayList<>();
    all.add(pods);
    all.add(headServices);
    all.add(headlessServices);
    all.addAll(others);
    return all;
  }

  /** The pods that the cache shows of one cluster. */
  public List<ObservedPod> pods(StoredRayCluster cluster) {
    String uid = cluster.getMetadata().getUid();
    return pods.getSecondaryResources(cluster).stream().map(pod -> pod.observedBy(uid)).toList();
  }

  public List<Service> headServices(StoredRayCluster cluster) {
    return byName(headServices.getSecondaryResources(cluster));
  }

  public List<Service> headlessServices(StoredRayCluster cluster) {
    return byName(headlessServices.getSecondaryResources(cluster));
  }

  /** Its children of all other kinds. */
  public List<HasMetadata> others(StoredRayCluster cluster) {
    return others.stream()
        .flatMap(source -> source.getSecondaryResources(cluster).stream())
        .map(HasMetadata.class::cast)
        .toList();
  }

  /** Whether an update of a RayCluster is more than a new status (§0.1). */
  public static boolean worthALook(StoredRayCluster old, StoredRayCluster updated) {
    ObjectMeta before = old.getMetadata();
    ObjectMeta after = updated.getMetadata();
    return !Objects.equals(before.getGeneration(), after.getGeneration())
        || !Objects.equals(before.getUid(), after.getUid())
        || !Objects.equals(before.getLabels(), after.getLabels())
        || !Objects.equals(before.getAnnotations(), after.getAnnotations())
        || !Objects.equals(before.getDeletionTimestamp(), after.getDeletionTimestamp());
  }

  private static List<Service> byName(Set<Service> services) {
    return services.stream()
        .sorted(Comparator.comparing(service -> service.getMetadata().getName()))
        .toList();
  }

  private static <T extends HasMetadata> InformerEventSource<T, StoredRayCluster> children(
      EventSourceContext<StoredRayCluster> context, Class<T> type, String name, String selector) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, StoredRayCluster.class)
            .withName(name)
            .withLabelSelector(selector)
            .withNamespacesInheritedFromController()
            .withInformerListLimit(LIST_PAGE)
            .withSecondaryToPrimaryMapper(child -> primary(child, OwnerMapping.clusterOf(child)))
            .build(),
        context);
  }

  private static Set<ResourceID> primary(HasMetadata child, @Nullable String cluster) {
    return cluster == null
        ? Set.of()
        : Set.of(new ResourceID(cluster, child.getMetadata().getNamespace()));
  }

  /** Pods; changes that no decision depends on wake nobody. */
  private static final class PodEventSource extends InformerEventSource<RayPod, StoredRayCluster> {

    private final PodListener listener;

    PodEventSource(EventSourceContext<StoredRayCluster> context, PodListener listener) {
      super(
          InformerEventSourceConfiguration.from(RayPod.class, StoredRayCluster.class)
              .withName("pods")
              .withLabelSelector(
                  RayLabels.CLUSTER
                      + ","
                      + RayLabels.NODE_TYPE
                      + " in ("
                      + RayLabels.HEAD
                      + ","
                      + RayLabels.WORKER
                      + ")")
              .withNamespacesInheritedFromController()
              .withInformerListLimit(LIST_PAGE)
              .withSecondaryToPrimaryMapper(pod -> primary(pod, pod.clusterName()))
              .withOnUpdateFilter(RayPod::differsFrom)
              .build(),
          context);
      this.listener = listener;
    }

    @Override
    public void onAdd(RayPod pod) {
      super.onAdd(pod);
      // Not before: until then the pod is in no list that a pass gets.
      String cluster = pod.clusterName();
      if (cluster != null) {
        listener.seen(pod.getMetadata().getNamespace(), cluster, pod.getMetadata().getName());
      }
    }
  }
}

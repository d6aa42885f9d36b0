package io.rayoperator.operator.legacy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.kubernetes.EventSources;
import io.rayoperator.operator.kubernetes.WakeUpEventSource;
import io.rayoperator.operator.kubernetes.cache.StoredLegacyCluster;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.legacy.AutoscalerDeployment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What belongs to the Python operator's clusters, as informers see it. */
final class LegacyEventSources {

  private final InformerEventSource<StoredRayCluster, StoredLegacyCluster> rayClusters;
  private final InformerEventSource<Deployment, StoredLegacyCluster> autoscalers;
  private final WakeUpEventSource<StoredLegacyCluster> wakeUp;

  LegacyEventSources(EventSourceContext<StoredLegacyCluster> context) {
    // All of them: another one of the name is a reason not to act.
    rayClusters = source(context, StoredRayCluster.class, "ray-clusters", null);
    autoscalers = source(context, Deployment.class, "autoscalers", AutoscalerDeployment.LABEL);
    wakeUp = new WakeUpEventSource<>(context.getPrimaryCache());
  }

  List<EventSource<?, StoredLegacyCluster>> all() {
    return List.of(rayClusters, autoscalers, wakeUp);
  }

  /** The {@code ray.io} cluster of the same name, whoever made it. */
  Optional<StoredRayCluster> rayCluster(StoredLegacyCluster legacy) {
    // Not by the index of owners: it leaves out what was there before its owner.
    return rayClusters.get(ResourceID.fromResource(legacy));
  }

  Optional<Deployment> autoscaler(StoredLegacyCluster legacy) {
    return autoscalers.get(
        new ResourceID(
            LegacyNames.autoscaler(legacy.getMetadata().getName()),
            legacy.getMetadata().getNamespace()));
  }

  WakeUpEventSource<StoredLegacyCluster> wakeUp() {
    return wakeUp;
  }

  private static <T extends HasMetadata> InformerEventSource<T, StoredLegacyCluster> source(
      EventSourceContext<StoredLegacyCluster> context,
      Class<T> type,
      String name,
      @Nullable String selector) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, StoredLegacyCluster.class)
            .withName(name)
            .withLabelSelector(selector)
            .withNamespacesInheritedFromController()
            .withInformerListLimit(EventSources.LIST_PAGE)
            .withSecondaryToPrimaryMapper(child -> primary(context, child))
            .build(),
        context);
  }

  private static Set<ResourceID> primary(
      EventSourceContext<StoredLegacyCluster> context, HasMetadata child) {
    String name =
        child instanceof Deployment
            ? child.getMetadata().getLabels().get(AutoscalerDeployment.LABEL)
            : child.getMetadata().getName();
    ResourceID primary = new ResourceID(name, child.getMetadata().getNamespace());
    // Most ray.io clusters have nothing to do with this.
    return context.getPrimaryCache().get(primary).isPresent() ? Set.of(primary) : Set.of();
  }
}

package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets RayClusters be looked at for reasons that no object tells: this operator became the leader,
 * or an object came in place of one that went.
 */
public final class WakeUpEventSource<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private static final Duration SOON = Duration.ofMillis(100);

  private final IndexerResourceCache<P> clusters;

  public WakeUpEventSource(IndexerResourceCache<P> clusters) {
    super(Void.class, "wake-up");
    this.clusters = clusters;
  }

  /** This operator leads from now on. */
  public void lead() {
    clusters.keys().forEach(cluster -> getEventHandler().handleEvent(new Event(cluster)));
  }

  /**
   * To be called in a pass over an object that was deleted. If another one has its name by now, it
   * is looked at soon: the events of both can be taken for those of the first (JOSDK 5.2), and then
   * nobody would look at the second.
   */
  public void afterDeletionOf(P deleted) {
    ResourceID id = ResourceID.fromResource(deleted);
    if (clusters.get(id).isPresent()) {
      // Not before this pass has ended: until then it would be an event of the deleted object.
      CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> clusters.get(id).ifPresent(successor -> appeared(id, successor)));
    }
  }

  /** As the informer would tell of it: other events count only for objects that are known. */
  private void appeared(ResourceID id, P cluster) {
    getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, cluster));
  }

  @Override
  public Set<Void> getSecondaryResources(P cluster) {
    return Set.of();
  }
}

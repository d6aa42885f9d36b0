package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Set;

/**
 * Lets every RayCluster be looked at when this operator becomes the leader. Until then it follows
 * what happens, so that it can take over at once.
 */
public final class LeadershipEventSource<P extends HasMetadata>
    extends AbstractEventSource<Void, P> {

  private final IndexerResourceCache<P> clusters;

  public LeadershipEventSource(IndexerResourceCache<P> clusters) {
    super(Void.class, "leadership");
    this.clusters = clusters;
  }

  /** This operator leads from now on. */
  public void lead() {
    clusters.keys().forEach(cluster -> getEventHandler().handleEvent(new Event(cluster)));
  }

  @Override
  public Set<Void> getSecondaryResources(P cluster) {
    return Set.of();
  }
}

package io.rayoperator.operator.kubernetes;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import java.util.Set;

/**
 * Lets every RayCluster be looked at when this operator becomes the leader. Until then it follows
 * what happens, so that it can take over at once.
 */
public final class LeadershipEventSource extends AbstractEventSource<Void, StoredRayCluster> {

  private final IndexerResourceCache<StoredRayCluster> clusters;

  public LeadershipEventSource(IndexerResourceCache<StoredRayCluster> clusters) {
    super(Void.class, "leadership");
    this.clusters = clusters;
  }

  /** This operator leads from now on. */
  public void lead() {
    clusters.keys().forEach(cluster -> getEventHandler().handleEvent(new Event(cluster)));
  }

  @Override
  public Set<Void> getSecondaryResources(StoredRayCluster cluster) {
    return Set.of();
  }
}

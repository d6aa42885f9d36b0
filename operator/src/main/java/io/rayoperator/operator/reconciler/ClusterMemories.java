package io.rayoperator.operator.reconciler;

import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.names.NameSuffixes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Memories of all RayClusters, by name. */
final class ClusterMemories {

  private final Map<Key, ClusterMemory> memories = new ConcurrentHashMap<>();
  private final NameSuffixes suffixes;

  private record Key(String namespace, String name) {}

  ClusterMemories(NameSuffixes suffixes) {
    this.suffixes = suffixes;
  }

  ClusterMemory of(StoredRayCluster cluster) {
    String uid = cluster.getMetadata().getUid();
    return memories.compute(
        key(cluster),
        (key, known) ->
            known != null && known.uid().equals(uid) ? known : new ClusterMemory(uid, suffixes));
  }

  void forget(StoredRayCluster cluster) {
    memories.remove(key(cluster));
  }

  /** A cache has shown a pod. */
  void seen(String namespace, String cluster, String pod) {
    ClusterMemory memory = memories.get(new Key(namespace, cluster));
    if (memory != null) {
      memory.expectations().seen(pod);
    }
  }

  private static Key key(StoredRayCluster cluster) {
    return new Key(cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
  }
}

package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.plan.Action;
import io.rayoperator.operator.model.plan.ClusterPlan;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Children of one cluster that the last pass saw: its head, and all that are no pods. When one of
 * them is to be made again, the garbage collector may have taken it, before the cache knows that
 * the cluster was deleted: what is made then has no owner any more.
 */
final class SeenChildren {

  private static final String HEAD = "Pod/" + RayLabels.HEAD_GROUP;

  private Set<String> seen = Set.of();

  /** Whether a pass is about to make again what an earlier pass saw; notes what this one saw. */
  boolean returnBy(ClusterPlan plan, ObservedCluster observed) {
    Set<String> present = new HashSet<>();
    Stream.of(observed.headServices(), observed.headlessServices(), observed.others())
        .flatMap(children -> children.stream())
        .map(SeenChildren::key)
        .forEach(present::add);
    if (!observed.heads().isEmpty()) {
      present.add(HEAD);
    }
    boolean returned = false;
    for (String created : created(plan)) {
      // What has vanished stays known until it is back.
      returned |= seen.contains(created) && present.add(created);
    }
    seen = Set.copyOf(present);
    return returned;
  }

  private static Set<String> created(ClusterPlan plan) {
    Set<String> created = new HashSet<>();
    plan.actions(Action.CreateChild.class).forEach(create -> created.add(key(create.child())));
    plan.actions(Action.CreatePod.class).stream()
        .filter(create -> create.group().equals(RayLabels.HEAD_GROUP))
        .forEach(create -> created.add(HEAD));
    return created;
  }

  private static String key(HasMetadata child) {
    return child.getKind() + "/" + child.getMetadata().getName();
  }
}

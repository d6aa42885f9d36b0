package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a cluster that left has gone on as it was. */
public final class Arrival {

  private Arrival() {}

  /**
   * What is not as it was; nothing if all is well.
   *
   * @param before what was read before it left
   * @param after the same afterwards, with the former object of {@code cluster.ray.io}
   */
  public static List<String> problems(LegacyFacts before, LegacyFacts after) {
    List<String> problems = new ArrayList<>();
    ObjectNode was = before.rayCluster();
    ObjectNode is = after.rayCluster();
    if (is == null || was == null || !LegacyFacts.uid(is).equals(LegacyFacts.uid(was))) {
      problems.add("its RayCluster of ray.io is gone");
      return problems;
    }
    if (LegacyFacts.isBeingDeleted(is)) {
      problems.add("its RayCluster of ray.io is being deleted");
    }
    if (before.owns(is)) {
      problems.add("its RayCluster of ray.io still names the object that is gone as its owner");
    }
    Map<String, String> pods = after.livePods();
    before
        .livePods()
        .forEach(
            (uid, name) -> {
              if (!pods.containsKey(uid)) {
                problems.add(
                    "Pod " + name + " went meanwhile: see its events, or the autoscaler's log");
              }
            });
    ObjectNode autoscaler = before.autoscaler();
    if (autoscaler != null
        && (after.autoscaler() == null
            || !LegacyFacts.uid(after.autoscaler()).equals(LegacyFacts.uid(autoscaler)))) {
      problems.add("Deployment " + LegacyFacts.name(autoscaler) + " of its autoscaler is gone");
    }
    return problems;
  }
}

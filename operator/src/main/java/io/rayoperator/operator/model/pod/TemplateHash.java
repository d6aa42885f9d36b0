package io.rayoperator.operator.model.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.HeadGroup;
import io.rayoperator.operator.model.cluster.RayGroup;
import io.rayoperator.operator.model.cluster.WorkerGroup;

/**
 * A hash over what the user says about the pods of one group, and nothing else: neither scale, nor
 * other groups, nor what the operator adds by itself. So a newer operator, or another configuration
 * of it, makes no pod outdated.
 */
public final class TemplateHash {

  /** Of another way to compute hashes, no hash can be compared with ours. */
  private static final String METHOD = "1-";

  private TemplateHash() {}

  /** The hash of a group as it is wanted now. */
  public static String of(DesiredCluster cluster, RayGroup group) {
    return cluster
        .templateHashes()
        .computeIfAbsent(group.groupName(), name -> compute(cluster, group));
  }

  private static String compute(DesiredCluster cluster, RayGroup group) {
    ObjectNode tree = SpecHash.newTree();
    tree.set("template", SpecHash.tree(group.template()));
    SpecHash.removeScheduling(tree.path("template"));
    tree.set("rayStartParams", SpecHash.tree(group.rayStartParams()));
    tree.set("labels", SpecHash.tree(group.labels()));
    tree.set("resources", SpecHash.tree(group.resources()));
    switch (group) {
      case HeadGroup head -> addAutoscaler(tree, cluster);
      case WorkerGroup workers -> {
        if (workers.multiHost()) {
          tree.put("numOfHosts", workers.hostsPerReplica());
        }
        if (AutoscalerSidecar.isVersion2(cluster)) {
          tree.put("restarts", false);
        }
      }
    }
    return METHOD + SpecHash.of(tree);
  }

  /** Whether a hash was computed in this way; of others it cannot be said whether they match. */
  public static boolean isComparable(String hash) {
    return hash.startsWith(METHOD);
  }

  private static void addAutoscaler(ObjectNode tree, DesiredCluster cluster) {
    if (cluster.autoscalerInHeadPod()) {
      ObjectNode options = SpecHash.tree(AutoscalerSidecar.options(cluster));
      // The autoscaler reads these from the RayCluster while it runs.
      options.remove("idleTimeoutSeconds");
      options.remove("upscalingMode");
      tree.set("autoscalerOptions", options.put("enabled", true));
    }
  }
}

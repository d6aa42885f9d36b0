package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import org.jspecify.annotations.Nullable;

/**
 * The head Service that Ant's worker commands know by name: {@code $CLUSTER_NAME-head:6379}.
 * Headless, as Ant's; its ports are those of the head container, which the operator adds.
 */
final class AntHeadService {
  private AntHeadService() {}

  static ObjectNode of(String clusterName, @Nullable String groupName) {
    ObjectNode service = CompactNodes.INSTANCE.objectNode();
    service.putObject("metadata").put("name", name(clusterName, groupName));
    // Ant's pods had no readiness probe, so the name of the head resolved at once. With one it must
    // all the same, or
    // workers that start meanwhile give up.
    service.putObject("spec").put("clusterIP", "None").put("publishNotReadyAddresses", true);
    return service;
  }

  /**
   * Ant took the pod name {@code <cluster>-<group>-head-0} up to its first "head": usually that
   * gives {@code <cluster>-head}, for a group {@code master} it gives {@code
   * <cluster>-master-head}. A "head" in the cluster's own name, which misled Ant, does not count
   * here.
   */
  private static String name(String clusterName, @Nullable String groupName) {
    String group = groupName == null || groupName.isEmpty() ? "" : groupName + "-";
    String pod = group + "head";
    return clusterName + "-" + pod.substring(0, pod.indexOf("head")) + "head";
  }
}

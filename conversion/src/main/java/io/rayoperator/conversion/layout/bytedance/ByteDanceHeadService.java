package io.rayoperator.conversion.layout.bytedance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;

/**
 * The head Service, which ByteDance's workers and manifests know as {@code <cluster>-head}. Its
 * ports are those of the head container, which the operator adds.
 */
final class ByteDanceHeadService {
  private ByteDanceHeadService() {}

  static ObjectNode of(String clusterName) {
    ObjectNode service = CompactNodes.INSTANCE.objectNode();
    service.putObject("metadata").put("name", clusterName + "-head");
    // ByteDance's pods had no readiness probe, so the Service led to the head as soon as it ran.
    service.putObject("spec").put("publishNotReadyAddresses", true);
    return service;
  }
}

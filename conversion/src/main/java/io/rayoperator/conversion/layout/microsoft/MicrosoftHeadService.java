package io.rayoperator.conversion.layout.microsoft;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import org.jspecify.annotations.Nullable;

/**
 * The head Service, which Microsoft's users wrote down themselves, and the operator changed: the
 * name of the cluster goes before its name, and it has no address of its own, so that workers reach
 * every port of the head under its name.
 *
 * <p>A {@code type} that needs an address wins against that: the old operator's Service could not
 * be created then. The old selector and the default port are left to the v1 operator, which selects
 * the head and adds its ports by itself.
 */
final class MicrosoftHeadService {
  private static final String ADDRESS = "clusterIP";
  private static final TextNode NO_ADDRESS = TextNode.valueOf("None");
  private static final String NOT_READY = "publishNotReadyAddresses";

  private final SchemaBridge toHub;

  /**
   * @param spoke schema of the Service in the layout
   * @param hub schema of the Service in v1
   */
  MicrosoftHeadService(StructuralSchema spoke, StructuralSchema hub) {
    toHub = SchemaBridge.between(spoke, hub);
  }

  ObjectNode up(ObjectNode service, @Nullable String clusterName) {
    ObjectNode result = Trees.copy(toHub.apply(service));
    ObjectNode metadata = Trees.object(result, "metadata");
    String name = Trees.text(metadata, "name");
    if (metadata != null && clusterName != null && name != null && !name.isEmpty()) {
      if (!name.startsWith(clusterName)) {
        result.set("metadata", Trees.copy(metadata).put("name", clusterName + "-" + name));
      }
    }
    ObjectNode spec = Trees.object(result, "spec");
    ObjectNode changed = spec == null ? CompactNodes.INSTANCE.objectNode() : Trees.copy(spec);
    if (mayBeHeadless(changed)) {
      changed.set(ADDRESS, NO_ADDRESS);
    }
    // Microsoft's pods had no readiness probe, so the name resolved as soon as the head ran.
    changed.putIfAbsent(NOT_READY, BooleanNode.TRUE);
    result.set("spec", changed);
    return result;
  }

  /** The Service as its user may have written it: without what {@link #up} adds in any case. */
  static ObjectNode down(ObjectNode service) {
    ObjectNode spec = Trees.object(service, "spec");
    if (spec == null) {
      return service;
    }
    ObjectNode shown = Trees.copy(spec);
    if (mayBeHeadless(shown) && NO_ADDRESS.equals(shown.get(ADDRESS))) {
      shown.remove(ADDRESS);
    }
    if (BooleanNode.TRUE.equals(shown.get(NOT_READY))) {
      shown.remove(NOT_READY);
    }
    ObjectNode result = Trees.copy(service);
    if (shown.isEmpty()) {
      result.remove("spec");
    } else {
      result.set("spec", shown);
    }
    return result;
  }

  private static boolean mayBeHeadless(ObjectNode spec) {
    String type = Trees.text(spec, "type");
    return type == null || type.isEmpty() || type.equals("ClusterIP");
  }
}

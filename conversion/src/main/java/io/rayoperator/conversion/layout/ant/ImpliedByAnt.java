package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Ant's operator added to every container without being asked, and commands rely on. Written
 * out in v1; taken away again on the way back when it is still exactly this.
 */
final class ImpliedByAnt {
  private static final String REFERENCE = "valueFrom";
  private static final Map<String, ObjectNode> ENV = env();

  private ImpliedByAnt() {}

  /**
   * {@code CLUSTER_NAME} comes from the label that carries the name of the cluster (KubeRay
   * contract §1.5), so that it does not depend on the name, which an object may not have yet. The
   * explicit {@code apiVersion} makes the entries distinct from what users write. New objects each
   * time: they become part of what is returned.
   */
  static Map<String, ObjectNode> env() {
    Map<String, ObjectNode> env = new LinkedHashMap<>();
    env.put("NAMESPACE", fromField("NAMESPACE", "metadata.namespace"));
    env.put("CLUSTER_NAME", fromField("CLUSTER_NAME", "metadata.labels['ray.io/cluster']"));
    env.put("MY_POD_IP", fromField("MY_POD_IP", "status.podIP"));
    return env;
  }

  /** Whether a variable is exactly one of {@link #env}. */
  static boolean isImplied(JsonNode variable) {
    if (variable.get(REFERENCE) == null) { // Most have a plain value: no need to look at the name.
      return false;
    }
    String name = Trees.text(variable, "name");
    ObjectNode implied = name == null ? null : ENV.get(name);
    return implied != null && Trees.same(implied, variable);
  }

  private static ObjectNode fromField(String name, String path) {
    ObjectNode variable = CompactNodes.INSTANCE.objectNode().put("name", name);
    variable
        .putObject(REFERENCE)
        .putObject("fieldRef")
        .put("apiVersion", "v1")
        .put("fieldPath", path);
    return variable;
  }

  /** The ports of every pod, head or worker. */
  static ArrayNode ports() {
    ArrayNode ports = CompactNodes.INSTANCE.arrayNode();
    ports.addObject().put("containerPort", 6379).put("name", "redis");
    ports.addObject().put("containerPort", 30021).put("name", "http-server");
    return ports;
  }
}

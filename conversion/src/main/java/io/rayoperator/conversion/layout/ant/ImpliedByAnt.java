package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Ant's operator added to every container without being asked, and commands rely on. Written
 * out in v1; taken away again on the way back when it is still exactly this.
 */
final class ImpliedByAnt {
  private static final Map<@Nullable String, ObjectNode> ENV = new HashMap<>();

  static {
    env().forEach(variable -> ENV.put(variable.path("name").textValue(), variable));
  }

  private ImpliedByAnt() {}

  /**
   * {@code CLUSTER_NAME} comes from the label that carries the name of the cluster (KubeRay
   * contract §1.5), so that it does not depend on the name, which an object may not have yet. The
   * explicit {@code apiVersion} makes the entries distinct from what users write.
   */
  static List<ObjectNode> env() {
    return List.of(
        fromField("NAMESPACE", "metadata.namespace"),
        fromField("CLUSTER_NAME", "metadata.labels['ray.io/cluster']"),
        fromField("MY_POD_IP", "status.podIP"));
  }

  /** Whether a variable is exactly one of {@link #env}. */
  static boolean isImplied(JsonNode variable) {
    ObjectNode implied = ENV.get(Trees.text(variable, "name"));
    return implied != null && Trees.same(implied, variable);
  }

  private static ObjectNode fromField(String name, String path) {
    ObjectNode variable = JsonNodeFactory.instance.objectNode().put("name", name);
    variable
        .putObject("valueFrom")
        .putObject("fieldRef")
        .put("apiVersion", "v1")
        .put("fieldPath", path);
    return variable;
  }

  /** The ports of every pod, head or worker. */
  static ArrayNode ports() {
    ArrayNode ports = JsonNodeFactory.instance.arrayNode();
    ports.addObject().put("containerPort", 6379).put("name", "redis");
    ports.addObject().put("containerPort", 30021).put("name", "http-server");
    return ports;
  }
}

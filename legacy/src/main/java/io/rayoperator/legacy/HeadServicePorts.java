package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ports of the head Service: the Python operator's three, the user's by name over them, and the
 * GCS's, as workers find the head by its Service and no longer by its address.
 */
final class HeadServicePorts {

  private HeadServicePorts() {}

  static ArrayNode of(List<JsonNode> written, int gcsPort) {
    Map<String, ObjectNode> ports = new LinkedHashMap<>();
    put(ports, "client", 10001);
    put(ports, "dashboard", 8265);
    put(ports, "ray-serve", 8000);
    for (JsonNode port : written) {
      if (port instanceof ObjectNode object) {
        ports.put(Json.text(object, "name"), object.deepCopy());
      }
    }
    boolean gcs = ports.values().stream().anyMatch(port -> port.path("port").asInt() == gcsPort);
    if (!gcs) {
      put(ports, "gcs-server", gcsPort);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    ports.values().forEach(list::add);
    return list;
  }

  private static void put(Map<String, ObjectNode> ports, String name, int port) {
    ports.put(
        name,
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("port", port)
            .put("targetPort", port));
  }
}

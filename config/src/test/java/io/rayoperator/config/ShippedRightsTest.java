package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rights with which the operator is installed. */
class ShippedRightsTest {

  private static final Set<String> ALL_BUT_UPDATE =
      Set.of("get", "list", "watch", "create", "patch", "delete");

  private final Map<String, Set<String>> rights = new TreeMap<>();

  ShippedRightsTest() throws IOException {
    for (JsonNode rule : rules()) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          Set<String> verbs =
              rights.computeIfAbsent(
                  group.asText() + "/" + resource.asText(), key -> new TreeSet<>());
          rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        }
      }
    }
  }

  @Test
  @Contract("16.6")
  void operatorMayDoThisAndNoMore() {
    assertThat(rights)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("ray.io/rayclusters", Set.of("get", "list", "watch", "patch", "delete")),
                Map.entry("ray.io/rayclusters/status", Set.of("patch")),
                Map.entry("ray.io/rayclusters/finalizers", Set.of("update")),
                Map.entry("/pods", ALL_BUT_UPDATE),
                Map.entry("/pods/resize", Set.of("patch")),
                Map.entry("/services", ALL_BUT_UPDATE),
                Map.entry("/serviceaccounts", ALL_BUT_UPDATE),
                Map.entry("rbac.authorization.k8s.io/roles", ALL_BUT_UPDATE),
                Map.entry("rbac.authorization.k8s.io/rolebindings", ALL_BUT_UPDATE),
                Map.entry("networking.k8s.io/ingresses", ALL_BUT_UPDATE),
                Map.entry("route.openshift.io/routes", ALL_BUT_UPDATE),
                Map.entry("route.openshift.io/routes/custom-host", ALL_BUT_UPDATE),
                Map.entry("events.k8s.io/events", Set.of("create"))));
  }

  /** Kubernetes refuses a Role with rights that its author does not have. */
  @Test
  @Contract({"2.10", "16.6"})
  void operatorHoldsWhatItGivesToAutoscalers() {
    assertThat(rights.get("/pods")).contains("get", "list", "watch", "patch");
    assertThat(rights.get("/pods/resize")).contains("patch");
    assertThat(rights.get("ray.io/rayclusters")).contains("get", "patch", "delete");
  }

  @Test
  @Contract("4.3")
  void operatorTouchesNoGateways() {
    assertThat(rights.keySet()).noneMatch(resource -> resource.contains("gateway"));
  }

  /** The webhook server asks who may read its metrics; nothing else is given to it. */
  @Test
  void thoseWhoServeMetricsMayAskWhoMayReadThem() throws IOException {
    List<JsonNode> metrics = objects("rbac/metrics.yaml");
    JsonNode asking = metrics.get(0);
    JsonNode binding = metrics.get(1);
    JsonNode reading = metrics.get(2);

    assertThat(asking.path("rules").toString())
        .isEqualTo(
            "[{\"apiGroups\":[\"authentication.k8s.io\"],\"resources\":[\"tokenreviews\"],\"verbs\":[\"create\"]},"
                + "{\"apiGroups\":[\"authorization.k8s.io\"],\"resources\":[\"subjectaccessreviews\"],\"verbs\":[\"create\"]}]");
    assertThat(binding.at("/roleRef/name")).isEqualTo(asking.at("/metadata/name"));
    assertThat(binding.path("subjects").findValuesAsText("name"))
        .containsExactly("ray-operator-controller-manager", "ray-operator-webhook-server");
    assertThat(reading.path("rules").toString())
        .isEqualTo("[{\"nonResourceURLs\":[\"/metrics\"],\"verbs\":[\"get\"]}]");
    assertThat(objects("rbac/webhook_server.yaml"))
        .extracting(object -> object.path("kind").asText())
        .containsExactly("ServiceAccount");
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    objects("rbac/controller-manager/role.yaml")
        .forEach(object -> object.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<JsonNode> objects(String file) throws IOException {
    try (MappingIterator<JsonNode> objects =
        new YAMLMapper().readerFor(JsonNode.class).readValues(Path.of(file).toFile())) {
      return objects.readAll();
    }
  }
}

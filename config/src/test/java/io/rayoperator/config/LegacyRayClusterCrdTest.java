package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LegacyRayClusterCrdTest {

  /**
   * Client-side apply keeps the object as compact JSON in an annotation; all annotations together
   * have this limit.
   */
  private static final int ANNOTATIONS_LIMIT = 262_144;

  private final JsonNode crd = Yaml.tree(LegacyRayClusterCrd.generate());
  private final JsonNode version = crd.at("/spec/versions/0");

  @Test
  void fitsIntoTheAnnotationOfClientSideApply() {
    assertThat(crd.toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(ANNOTATIONS_LIMIT / 2);
  }

  @Test
  void hasTheNamesOfThePythonOperatorAndShortOnesOfItsOwn() {
    assertThat(crd.at("/metadata/name").asText()).isEqualTo("rayclusters.cluster.ray.io");
    assertThat(crd.at("/spec/group").asText()).isEqualTo("cluster.ray.io");
    assertThat(crd.at("/spec/scope").asText()).isEqualTo("Namespaced");
    assertThat(crd.at("/spec/names"))
        .isEqualTo(
            Yaml.tree(
                Map.of(
                    "kind", "RayCluster",
                    "plural", "rayclusters",
                    "singular", "raycluster",
                    "shortNames", List.of("lrc", "legacyrayclusters"))));
  }

  @Test
  void shortNamesAreNotThoseOfTheOtherGroup() {
    List<String> ofRayIo = new ArrayList<>();
    Yaml.tree(RayClusterCrd.generate()).at("/spec/names").forEach(name -> add(name, ofRayIo));
    List<String> ours = new ArrayList<>();
    add(crd.at("/spec/names/shortNames"), ours);

    assertThat(ours).hasSize(2).doesNotContainAnyElementsOf(ofRayIo);
  }

  private static void add(JsonNode names, List<String> all) {
    if (names.isTextual()) {
      all.add(names.asText());
    }
    names.forEach(name -> all.add(name.asText()));
  }

  @Test
  void theOneVersionIsServedAndStoredWithAStatusOfItsOwn() {
    assertThat(crd.at("/spec/versions")).hasSize(1);
    assertThat(version.get("name").asText()).isEqualTo("v1");
    assertThat(version.get("served").asBoolean()).isTrue();
    assertThat(version.get("storage").asBoolean()).isTrue();
    assertThat(version.at("/subresources/status").isObject()).isTrue();
  }

  @Test
  void hasTheColumnsOfAllRevisions() {
    assertThat(
            StreamSupport.stream(version.get("additionalPrinterColumns").spliterator(), false)
                .map(column -> column.get("name").asText() + column.get("jsonPath").asText()))
        .containsExactly(
            "status.status.phase",
            "restarts.status.autoscalerRetries",
            "age.metadata.creationTimestamp");
  }

  @Test
  void everyOwnFieldIsExplained() {
    JsonNode spec = version.at("/schema/openAPIV3Schema/properties/spec");
    JsonNode podType = spec.at("/properties/podTypes/items");
    for (JsonNode object :
        List.of(
            spec,
            spec.at("/properties/headServicePorts/items"),
            podType,
            podType.at("/properties/podConfig"),
            version.at("/schema/openAPIV3Schema/properties/status"))) {
      assertThat(object.get("properties").properties())
          .allSatisfy(
              field ->
                  assertThat(field.getValue().path("description").asText())
                      .as(field.getKey())
                      .isNotBlank());
    }
  }

  @Test
  void knowsTheSamePodsAsTheNewApi() {
    JsonNode template =
        Yaml.tree(RayClusterCrd.generate())
            .at(
                "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/headGroupSpec/properties/template/properties/spec");
    JsonNode podConfig =
        version.at(
            "/schema/openAPIV3Schema/properties/spec/properties/podTypes/items/properties/podConfig/properties/spec");

    assertThat(paths(podConfig)).hasSizeGreaterThan(500).isEqualTo(paths(template));
  }

  private static List<String> paths(JsonNode schema) {
    List<String> paths = new ArrayList<>();
    collect(schema, "", paths);
    return paths;
  }

  private static void collect(JsonNode schema, String path, List<String> paths) {
    paths.add(path + " " + schema.path("type").asText());
    schema
        .path("properties")
        .properties()
        .forEach(property -> collect(property.getValue(), path + "." + property.getKey(), paths));
    if (schema.has("items")) {
      collect(schema.get("items"), path + "[]", paths);
    }
    if (schema.path("additionalProperties").isObject()) {
      collect(schema.get("additionalProperties"), path + "{}", paths);
    }
  }
}

package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.testing.Contract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RayClusterCrdTest {

  /**
   * Client-side apply keeps the object as compact JSON in an annotation; all annotations together
   * have this limit.
   */
  private static final int ANNOTATIONS_LIMIT = 262_144;

  /** For the conversion stanza, other annotations, and the fields of the next releases. */
  private static final int HEADROOM = 20_000;

  private final JsonNode crd = Yaml.tree(RayClusterCrd.generate());

  @Test
  void fitsIntoTheAnnotationOfClientSideApply() {
    assertThat(crd.toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(ANNOTATIONS_LIMIT - HEADROOM);
  }

  @Test
  @Contract("13.6")
  void hasTheNamesOfKubeRay() {
    assertThat(crd.at("/metadata/name").asText()).isEqualTo("rayclusters.ray.io");
    assertThat(crd.at("/spec/names"))
        .isEqualTo(
            Yaml.tree(
                java.util.Map.of(
                    "kind", "RayCluster",
                    "plural", "rayclusters",
                    "singular", "raycluster",
                    "categories", List.of("all"))));
    assertThat(crd.at("/spec/scope").asText()).isEqualTo("Namespaced");
  }

  @Test
  void storesV1AndServesBothVersions() {
    assertThat(version("v1").path("storage").asBoolean()).isTrue();
    assertThat(version("v1").path("served").asBoolean()).isTrue();
    assertThat(version("v1").has("deprecated")).isFalse();
    assertThat(version("v1alpha1").path("storage").asBoolean()).isFalse();
    assertThat(version("v1alpha1").path("served").asBoolean()).isTrue();
  }

  @Test
  void deprecationWarningNamesTheReplacementAndTheCommand() {
    assertThat(version("v1alpha1").path("deprecated").asBoolean()).isTrue();
    assertThat(version("v1alpha1").path("deprecationWarning").asText())
        .contains("ray.io/v1")
        .contains("ray-operator convert");
  }

  @Test
  @Contract("13.6")
  void bothVersionsHaveTheSameColumns() {
    assertThat(version("v1").get("additionalPrinterColumns"))
        .isEqualTo(version("v1alpha1").get("additionalPrinterColumns"));
    assertThat(
            StreamSupport.stream(version("v1").get("additionalPrinterColumns").spliterator(), false)
                .map(
                    column ->
                        column.get("name").asText()
                            + (column.path("priority").asInt() > 0 ? " (wide)" : "")))
        .containsExactly(
            "desired workers",
            "available workers",
            "cpus",
            "memory",
            "gpus",
            "tpus (wide)",
            "status",
            "age",
            "head pod IP (wide)",
            "head service IP (wide)");
  }

  @Test
  void everyOwnFieldIsExplained() {
    assertThat(version("v1").at("/schema/openAPIV3Schema/properties/spec/properties").properties())
        .allSatisfy(
            field ->
                assertThat(field.getValue().path("description").asText())
                    .as(field.getKey())
                    .isNotBlank());
  }

  private JsonNode version(String name) {
    return StreamSupport.stream(crd.at("/spec/versions").spliterator(), false)
        .filter(version -> version.path("name").asText().equals(name))
        .findAny()
        .orElseThrow();
  }
}

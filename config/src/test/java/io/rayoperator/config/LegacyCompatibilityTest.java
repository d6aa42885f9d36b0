package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Field by field against the CustomResourceDefinitions that the Python operator was published with:
 * what they accept and keep is accepted and kept.
 */
class LegacyCompatibilityTest {

  private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema";

  /** Of the published definitions. */
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  /** The same language in half the bytes. */
  private static final String OUR_QUANTITY =
      "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\\d+(\\.\\d*)?|\\.\\d+))?$";

  /** No pod, and no ray.io/v1 object, can hold a larger number. */
  private static final Set<Integer> BOUNDS_OF_INT32 = Set.of(Integer.MIN_VALUE, Integer.MAX_VALUE);

  private final List<String> narrower = new ArrayList<>();
  private int compared;

  @ParameterizedTest
  @ValueSource(strings = {"final_cluster_crd.yaml", "ray-1.2.0_cluster_crd.yaml"})
  @GuideRow("004-2")
  void whatThePublishedDefinitionAcceptsIsAccepted(String published) throws IOException {
    JsonNode ours = Yaml.tree(LegacyRayClusterCrd.generate());
    JsonNode theirs = read(published);

    compare(ours.at(SCHEMA), theirs.at(SCHEMA), "");

    assertThat(narrower).isEmpty();
    assertThat(compared).isGreaterThan(500);
    assertThat(ours.at("/metadata/name")).isEqualTo(theirs.at("/metadata/name"));
    for (String name : List.of("kind", "plural", "singular", "categories")) {
      assertThat(ours.at("/spec/names").path(name)).isEqualTo(theirs.at("/spec/names").path(name));
    }
    assertThat(ours.at("/spec/scope")).isEqualTo(theirs.at("/spec/scope"));
  }

  private void compare(JsonNode our, JsonNode their, String path) {
    compared++;
    if (our.path("x-kubernetes-preserve-unknown-fields").asBoolean() && !our.has("properties")) {
      return;
    }
    for (String keyword :
        List.of(
            "type",
            "nullable",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "enum",
            "x-kubernetes-int-or-string",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-preserve-unknown-fields")) {
      if (!isNoNarrower(keyword, our.path(keyword), their.path(keyword))) {
        narrower.add(
            path + ": " + keyword + " is " + our.path(keyword) + " not " + their.path(keyword));
      }
    }
    for (String addition :
        List.of("default", "x-kubernetes-list-type", "x-kubernetes-validations")) {
      if (our.has(addition)) {
        narrower.add(path + " has " + addition);
      }
    }
    our.path("required")
        .forEach(
            field -> {
              if (!contains(their.path("required"), field)) {
                narrower.add(path + "." + field.asText() + " is required");
              }
            });
    their
        .path("properties")
        .properties()
        .forEach(
            property ->
                below(
                    our.path("properties").path(property.getKey()),
                    property.getValue(),
                    path + "." + property.getKey()));
    if (their.has("items")) {
      below(our.path("items"), their.get("items"), path + "[]");
    }
    if (their.has("additionalProperties")) {
      below(our.path("additionalProperties"), their.get("additionalProperties"), path + "{}");
    }
  }

  private void below(JsonNode our, JsonNode their, String path) {
    if (our.isMissingNode()) {
      narrower.add(path + " is missing");
    } else {
      compare(our, their, path);
    }
  }

  private static boolean isNoNarrower(String keyword, JsonNode our, JsonNode their) {
    if (our.equals(their) || (our.isNumber() && our.asText().equals(their.asText()))) {
      return true;
    }
    return switch (keyword) {
      case "minimum", "maximum" ->
          their.isMissingNode() && BOUNDS_OF_INT32.contains(our.intValue());
      case "pattern" -> our.asText().equals(OUR_QUANTITY) && their.asText().equals(QUANTITY);
      default -> false;
    };
  }

  private static boolean contains(JsonNode array, JsonNode value) {
    for (JsonNode element : array) {
      if (element.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode read(String published) throws IOException {
    Optional<Path> fixtures = Repository.fixtures();
    assumeTrue(fixtures.isPresent(), "skipped: the published definitions are not here");
    return new YAMLMapper()
        .readTree(fixtures.orElseThrow().resolve("legacy-python").resolve(published).toFile());
  }
}

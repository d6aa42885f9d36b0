package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Field by field against the CustomResourceDefinition of KubeRay 1.7. */
class KubeRayCompatibilityTest {

  private static final Path KUBERAY_CRD = Path.of("kuberay-crd", "v1.7.0-ray.io_rayclusters.yaml");

  /** What no pod can be made of: kept as it is, but not described (KubernetesTypes). */
  private static final Set<String> NOT_DESCRIBED =
      Set.of(
          "ephemeralContainers",
          "cephfs",
          "flocker",
          "glusterfs",
          "photonPersistentDisk",
          "quobyte",
          "rbd",
          "scaleIO",
          "storageos",
          "status");

  /**
   * Looser on purpose: one schema describes four layouts, and options of ray start are optional as
   * in v1.
   */
  private static final Set<String> NOT_REQUIRED_IN_V1ALPHA1 =
      Set.of("headGroupSpec", "template", "rayStartParams");

  /**
   * Not filled in, on purpose: a value that the API server adds to an element of a list makes
   * kubectl see a difference each time an unchanged manifest is applied. Every reader of these
   * takes an absent one as KubeRay's default.
   */
  private static final Set<String> NOT_DEFAULTED = Set.of("numOfHosts", "priority", "protocol");

  /** Merge keys need a default of the protocol, see {@link #NOT_DEFAULTED}. */
  private static final String NOT_MERGED = "ports";

  /** RollingUpdate is ours alone. */
  private static final String WITH_MORE_VALUES = ".spec.upgradeStrategy.type";

  private static JsonNode ours;
  private static JsonNode kuberay;

  private final List<String> differences = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    Optional<Path> file = Repository.fixtures().map(fixtures -> fixtures.resolve(KUBERAY_CRD));
    assumeTrue(file.isPresent(), "skipped: KubeRay's CustomResourceDefinition is not here");
    kuberay = new YAMLMapper().readTree(file.orElseThrow().toFile());
    ours = Yaml.tree(RayClusterCrd.generate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void everyFieldOfKubeRayIsHereWithItsTypeDefaultLimitsAndMergeKeys(String version) {
    compare(version, schema(ours, version), schema(kuberay, version), "");

    assertThat(differences).isEmpty();
  }

  private void compare(String version, JsonNode our, JsonNode their, String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    JsonNode element = our.path("items").isObject() ? our.path("items") : our;
    if (NOT_DESCRIBED.contains(name) && element.has("x-kubernetes-preserve-unknown-fields")) {
      return;
    }
    for (String keyword :
        List.of(
            "type",
            "default",
            "enum",
            "nullable",
            "maxLength",
            "minLength",
            "x-kubernetes-int-or-string",
            "x-kubernetes-map-type",
            "x-kubernetes-list-map-keys")) {
      same(path, keyword, our.path(keyword), their.path(keyword));
    }
    their.path("required").forEach(required -> required(version, path, our, required.asText()));
    their
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode ourProperty = our.path("properties").path(property.getKey());
              String propertyPath = path + "." + property.getKey();
              if (ourProperty.isMissingNode()) {
                differences.add(propertyPath + " is missing");
              } else {
                compare(version, ourProperty, property.getValue(), propertyPath);
              }
            });
    if (their.has("items")) {
      compare(version, our.path("items"), their.get("items"), path + "[]");
    }
    if (their.path("additionalProperties").isObject()) {
      compare(
          version,
          our.path("additionalProperties"),
          their.get("additionalProperties"),
          path + "{}");
    }
  }

  private void same(String path, String keyword, JsonNode our, JsonNode their) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    boolean onPurpose =
        switch (keyword) {
          case "x-kubernetes-list-map-keys" ->
              path.equals(".spec.workerGroupSpecs") || name.equals(NOT_MERGED);
          case "enum" -> path.equals(WITH_MORE_VALUES) && values(our).containsAll(values(their));
          case "default" -> NOT_DEFAULTED.contains(name) && our.isMissingNode();
          default -> false;
        };
    boolean sameValues =
        keyword.equals("enum")
            ? Set.copyOf(values(our)).equals(Set.copyOf(values(their)))
            : our.equals(their) || (our.isNumber() && our.asText().equals(their.asText()));
    if (!sameValues && !onPurpose) {
      differences.add(path + ": " + keyword + " is " + our + " and not " + their);
    }
  }

  /** A required field with a default is never missed; a rule may require a field as well. */
  private void required(String version, String path, JsonNode our, String field) {
    boolean loose =
        version.equals("v1alpha1")
            && path.startsWith(".spec")
            && !path.contains(".template.")
            && NOT_REQUIRED_IN_V1ALPHA1.contains(field);
    boolean defaulted = our.path("properties").path(field).has("default");
    boolean ruled =
        StreamSupport.stream(our.path("x-kubernetes-validations").spliterator(), false)
            .anyMatch(
                rule ->
                    rule.path("reason").asText().equals("FieldValueRequired")
                        && rule.path("fieldPath").asText().equals("." + field));
    if (!loose && !defaulted && !ruled && !values(our.path("required")).contains(field)) {
      differences.add(path + "." + field + " is not required");
    }
  }

  private static List<String> values(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static JsonNode schema(JsonNode crd, String version) {
    for (JsonNode candidate : crd.at("/spec/versions")) {
      if (candidate.path("name").asText().equals(version)) {
        return candidate.at("/schema/openAPIV3Schema");
      }
    }
    throw new IllegalArgumentException(version);
  }
}

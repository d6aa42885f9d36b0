package io.rayoperator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RayClusterSerializationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> EMBEDDED_TYPE = Set.of("apiVersion: v1", "kind: Service");

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @TestFactory
  Stream<DynamicTest> publishedManifestIsReadAndWrittenWithoutLoss() throws IOException {
    List<Path> files = fixtures("kuberay-v1.0.0");
    assertThat(files).hasSizeGreaterThan(10);
    return files.stream()
        .flatMap(
            file ->
                documents(file)
                    .filter(RayClusterSerializationTest::isRayCluster)
                    .map(
                        original ->
                            DynamicTest.dynamicTest(
                                file.getFileName() + " " + original.at("/metadata/name").asText(),
                                () ->
                                    assertThat(roundTrip(original)).isEqualTo(normal(original)))));
  }

  @Test
  void unknownFieldsSurviveOnEveryLevel() throws JsonProcessingException {
    JsonNode original =
        JSON.readTree(
            """
            {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},"later":{"a":[1,null]},
             "spec":{"later":1,"headGroupSpec":{"later":"x","template":{"spec":{"later":true}}},
               "autoscalerOptions":{"later":1.5},"authOptions":{"later":{}},"networkPolicy":{"head":{"later":[]}},
               "workerGroupSpecs":[{"groupName":"g","later":null,"scaleStrategy":{"later":{"b":2}}}]},
             "status":{"later":"s","head":{"later":1},"conditions":[{"later":0}]}}
            """);

    assertThat(JSON.readTree(serialization.asJson(read(original)))).isEqualTo(original);
  }

  @Test
  void unknownEnumValuesSurvive() throws JsonProcessingException {
    JsonNode original =
        JSON.readTree(
            """
            {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},
             "spec":{"upgradeStrategy":{"type":"Rolling"},"authOptions":{"mode":"kerberos"},
               "autoscalerOptions":{"version":"v3","upscalingMode":"Eager"},"gcsFaultToleranceOptions":{"backend":"etcd"}},
             "status":{"state":"degraded"}}
            """);

    assertThat(JSON.readTree(serialization.asJson(read(original)))).isEqualTo(original);
  }

  @Test
  void absentSpecAndStatusStayAbsent() throws JsonProcessingException {
    JsonNode original =
        JSON.readTree(
            "{\"apiVersion\":\"ray.io/v1\",\"kind\":\"RayCluster\",\"metadata\":{\"name\":\"a\"}}");

    assertThat(JSON.readTree(serialization.asJson(read(original)))).isEqualTo(original);
  }

  @Test
  void emptyMapsAndListsStayApartFromAbsentOnes() throws JsonProcessingException {
    JsonNode original =
        JSON.readTree(
            """
            {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},
             "spec":{"headServiceAnnotations":{},"headGroupSpec":{"rayStartParams":{},"labels":{}},"workerGroupSpecs":[],
               "tlsOptions":{},"autoscalerOptions":{"env":[],"image":""}}}
            """);

    assertThat(JSON.readTree(serialization.asJson(read(original)))).isEqualTo(original);
  }

  @Test
  void explicitNullsOfGoClientsAreReadAsAbsent() throws JsonProcessingException {
    RayCluster cluster =
        read(
            JSON.readTree(
                """
                {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},
                 "spec":{"headGroupSpec":{"rayStartParams":null},
                   "workerGroupSpecs":[{"groupName":"g","minReplicas":null,"maxReplicas":null,"replicas":null}]}}
                """));

    assertThat(serialization.asJson(cluster)).doesNotContain("null").doesNotContain("Replicas");
  }

  @Test
  void zeroQuantitiesEmptyHeadAndEmptyMessageAreWritten() throws JsonProcessingException {
    RayClusterCondition condition = new RayClusterCondition();
    condition.setType("RayClusterSuspended");
    condition.setMessage("");
    RayClusterStatus status = new RayClusterStatus();
    status.setDesiredCPU(new Quantity("0"));
    status.setHead(new HeadInfo());
    status.setConditions(List.of(condition));
    RayCluster cluster = new RayCluster();
    cluster.setStatus(status);

    assertThat(JSON.readTree(serialization.asJson(cluster)).get("status"))
        .isEqualTo(
            JSON.readTree(
                "{\"desiredCPU\":\"0\",\"head\":{},\"conditions\":[{\"type\":\"RayClusterSuspended\",\"message\":\"\"}]}"));
  }

  @Test
  void objectsAreEqualByValueIncludingUnknownFields() throws JsonProcessingException {
    JsonNode json =
        JSON.readTree(
            """
            {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},"x":1,
             "spec":{"rayVersion":"2.9","later":1,"workerGroupSpecs":[{"groupName":"g","replicas":1}]}}
            """);
    RayCluster other = read(json);
    Objects.requireNonNull(other.getSpec()).setAdditionalProperty("later", 2);

    assertThat(read(json)).isEqualTo(read(json)).hasSameHashCodeAs(read(json)).isNotEqualTo(other);
    assertThat(new ScaleStrategy()).hasToString("ScaleStrategy[null]");
  }

  private RayCluster read(JsonNode json) {
    return Objects.requireNonNull(serialization.unmarshal(json.toString(), RayCluster.class));
  }

  private @Nullable JsonNode roundTrip(JsonNode original) throws JsonProcessingException {
    return normal(JSON.readTree(serialization.asJson(read(original))));
  }

  /**
   * What two spellings of one manifest have in common: the Kubernetes model classes write
   * quantities as strings, name the kind of an embedded Service, and leave out what is null or
   * empty.
   */
  private static @Nullable JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        boolean embeddedType =
            EMBEDDED_TYPE.contains(field.getKey() + ": " + field.getValue().asText());
        JsonNode value = normal(field.getValue());
        if (value != null && !embeddedType) {
          result.set(field.getKey(), value);
        }
      }
      return result.isEmpty() ? null : result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JSON.createArrayNode();
      array.forEach(element -> result.add(normal(element)));
      return result.isEmpty() ? null : result;
    }
    return node.isNull() ? null : JSON.getNodeFactory().textNode(node.asText());
  }

  private static Stream<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not YAML", e);
    }
  }

  private static boolean isRayCluster(JsonNode document) {
    return document.path("apiVersion").asText().equals("ray.io/v1")
        && document.path("kind").asText().equals("RayCluster");
  }

  private static List<Path> fixtures(String origin) throws IOException {
    String root =
        Objects.requireNonNullElse(
            System.getenv("RAY_OPERATOR_FIXTURES"),
            System.getProperty("RAY_OPERATOR_FIXTURES", "../../shared/fixtures"));
    Path directory = Path.of(root, origin);
    assumeTrue(Files.isDirectory(directory), "skipped: no published manifests in " + directory);
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}

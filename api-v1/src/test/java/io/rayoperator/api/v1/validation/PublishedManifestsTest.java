package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.api.v1.RayCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What KubeRay published as examples must not be refused, but for what KubeRay itself refuses. */
class PublishedManifestsTest {

  /** A dot in the name: KubeRay 1.7 refuses it, too. */
  private static final String MISNAMED = "raycluster-custom-head-service.yaml";

  private static final ObjectMapper YAML = new YAMLMapper();

  @TestFactory
  Stream<DynamicTest> kubeRaySampleBreaksNoErrorRule() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : manifests()) {
      for (JsonNode document : documents(file)) {
        if (document.path("kind").asText().equals("RayCluster")
            && !document.at("/metadata/name").asText().equals(MISNAMED)) {
          tests.add(
              DynamicTest.dynamicTest(
                  file.getFileName() + " " + document.at("/metadata/name").asText(),
                  () ->
                      assertThat(
                              RayClusterValidator.validate(
                                  YAML.treeToValue(document, RayCluster.class)))
                          .filteredOn(Violation::isError)
                          .isEmpty()));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  private static List<Path> manifests() throws IOException {
    Path fixtures =
        Path.of(
            Objects.requireNonNullElse(
                System.getenv("RAY_OPERATOR_FIXTURES"), "../../shared/fixtures"));
    assumeTrue(Files.isDirectory(fixtures), "no fixtures at " + fixtures);
    try (Stream<Path> old = Files.list(fixtures.resolve("kuberay-v0.3.0"));
        Stream<Path> current = Files.list(fixtures.resolve("kuberay-v1.0.0"))) {
      return Stream.concat(old, current).sorted().toList();
    }
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    }
  }
}

package io.rayoperator.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The manifests that the operators of the past published, if they are on this machine. */
final class PublishedFixtures {
  /** A RayCluster and where it was found. */
  record Manifest(String origin, ObjectNode object) {
    @Override
    public String toString() {
      return origin;
    }
  }

  private PublishedFixtures() {}

  /** All RayClusters of group {@code ray.io}; empty if the fixtures are not there. */
  static List<Manifest> rayClusters() {
    Path root = root();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> documents(root, file))
          .filter(m -> m.object().path("kind").asText().equals("RayCluster"))
          .filter(m -> m.object().path("apiVersion").asText().startsWith("ray.io/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    String configured =
        System.getProperty(
            "RAY_OPERATOR_FIXTURES", System.getenv().getOrDefault("RAY_OPERATOR_FIXTURES", ""));
    return configured.isEmpty() ? Path.of("..", "..", "shared", "fixtures") : Path.of(configured);
  }

  private static Stream<Manifest> documents(Path root, Path file) {
    List<Manifest> found = new ArrayList<>();
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      while (documents.hasNext()) {
        if (documents.next() instanceof ObjectNode object) {
          found.add(new Manifest(root.relativize(file) + "#" + found.size(), object));
        }
      }
    } catch (JsonProcessingException | RuntimeException notYaml) {
      // Helm templates are not YAML before they are rendered.
      return Stream.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }
}

package io.rayoperator.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests of every layout and generation beside what they are in v1, written down and reviewed: a
 * change of what conversion does is a change of these files.
 */
class PairsTest {
  private static final String OLD = ".v1alpha1.yaml";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private final RayClusterConverter converter = RayClusterConverter.offline();

  @TempDir Path directory;

  static List<String> pairs() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .map(file -> root().relativize(file).toString())
          .filter(file -> file.endsWith(OLD))
          .map(file -> file.substring(0, file.length() - OLD.length()))
          .sorted()
          .toList();
    }
  }

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(PairsTest.class.getResource("pairs")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oldManifestBecomesTheNewOne(String pair) throws IOException {
    Path expected = root().resolve(pair + ".v1.yaml");
    same(expected, converter.convert(read(root().resolve(pair + OLD)), ApiVersion.V1));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void newManifestIsShownAsTheOldOne(String pair) throws IOException {
    Path expected = root().resolve(pair + OLD);
    same(expected, converter.convert(read(root().resolve(pair + ".v1.yaml")), ApiVersion.V1ALPHA1));
  }

  /** A failure lists the lines that differ. */
  private void same(Path expected, ObjectNode actual) throws IOException {
    Path expectedText = write("expected.yaml", read(expected));
    assertThat(write("actual.yaml", actual))
        .as(expected.toString())
        .hasSameTextualContentAs(expectedText);
  }

  private Path write(String name, ObjectNode object) throws IOException {
    Object sortable = YAML.treeToValue(object, Object.class);
    return Files.writeString(directory.resolve(name), YAML.writeValueAsString(sortable));
  }

  private static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) YAML.readTree(Files.readString(file));
  }
}

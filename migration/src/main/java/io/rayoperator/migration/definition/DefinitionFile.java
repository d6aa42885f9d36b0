package io.rayoperator.migration.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.api.v1.ApiGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Definitions as manifests. */
public final class DefinitionFile {

  private static final String BUNDLED = ApiGroup.NAME + "_" + ApiGroup.RAY_CLUSTER_PLURAL + ".yaml";

  private DefinitionFile() {}

  /** The definition of this release. */
  public static Definition bundled() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(DefinitionFile.class.getResourceAsStream(BUNDLED), BUNDLED)) {
      return read(resource, BUNDLED);
    }
  }

  /**
   * The definition in a file, YAML or JSON.
   *
   * @throws IOException also if the file holds something else, or a definition that is not ours
   */
  public static Definition read(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return read(content, file.toString());
    }
  }

  private static Definition read(InputStream content, String name) throws IOException {
    JsonNode tree = new YAMLMapper().readTree(content);
    if (!(tree instanceof ObjectNode object)
        || !tree.path("kind").asText().equals("CustomResourceDefinition")
        || !tree.at("/metadata/name").asText().equals(ApiGroup.RAY_CLUSTER_CRD)) {
      throw new IOException(
          name + ": this is not the CustomResourceDefinition " + ApiGroup.RAY_CLUSTER_CRD);
    }
    Definition definition = new Definition(object);
    if (definition.origin() != Origin.RAY_OPERATOR) {
      throw new IOException(
          name + ": this definition is not ray-operator's, but " + definition.origin().title());
    }
    return definition;
  }
}

package io.rayoperator.migration.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.migration.definition.Definition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a definition is like.
 *
 * @param origin whose it is
 * @param writers the field managers that wrote it
 * @param annotations without the copy of the last applied manifest
 */
public record DefinitionReport(
    String origin,
    List<String> writers,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Definition.Version> versions,
    List<String> storedVersions,
    String conversion) {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  static DefinitionReport of(Definition definition) {
    Map<String, String> annotations = texts(definition.tree().at("/metadata/annotations"));
    annotations.remove(LAST_APPLIED);
    return new DefinitionReport(
        definition.origin().title(),
        definition.writers(),
        texts(definition.tree().at("/metadata/labels")),
        annotations,
        definition.versions(),
        definition.storedVersions(),
        definition.conversionStrategy());
  }

  private static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new TreeMap<>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}

package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Manifests that users get wrong, and ones that look odd and are right. The README beside the files
 * says how they are written.
 */
final class Corpus {

  private static final Path DIRECTORY =
      Repository.root()
          .resolve("system-tests/src/test/resources/io/rayoperator/systemtests/corpus");
  private static final ObjectMapper YAML = new YAMLMapper();

  private Corpus() {}

  static Stream<CorpusCase> invalid() {
    return all().stream().filter(document -> !document.isValid());
  }

  static Stream<CorpusCase> valid() {
    return all().stream().filter(CorpusCase::isValid);
  }

  static List<CorpusCase> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> topics(file).stream().flatMap(topic -> cases(file, topic)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<CorpusCase> cases(Path file, JsonNode topic) {
    String origin = file.getFileName() + ", " + topic.path("topic").asText();
    ObjectNode base =
        topics(DIRECTORY.resolve("base").resolve(topic.path("base").asText() + ".yaml")).getFirst();
    return Stream.of("invalid", "valid")
        .flatMap(
            kind ->
                topic
                    .path(kind)
                    .valueStream()
                    .map(
                        example ->
                            document(
                                origin,
                                base.deepCopy(),
                                topic.path("at").asText(),
                                example,
                                kind.equals("valid"))));
  }

  private static CorpusCase document(
      String origin, ObjectNode manifest, String at, JsonNode example, boolean valid) {
    for (JsonNode path : example.path("remove")) {
      remove(manifest, steps(at, path.asText()));
    }
    List<String> set = new ArrayList<>();
    example
        .path("set")
        .properties()
        .forEach(
            entry -> {
              set.add(entry.getKey());
              set(manifest, steps(at, entry.getKey()), entry.getValue());
            });
    String field =
        example.has("field") ? example.get("field").asText() : set.isEmpty() ? "" : set.getFirst();
    return new CorpusCase(
        origin,
        example.get("case").asText(),
        manifest,
        valid ? "" : String.join(".", steps(at, field)),
        example.path(valid ? "near" : "rule").asText(),
        example.path("crd").asText().equals("refuses"));
  }

  /** A path that begins with a dot begins at the top of the manifest. */
  private static List<String> steps(String at, String path) {
    String whole = path.startsWith(".") ? path.substring(1) : at.isEmpty() ? path : at + "." + path;
    return List.of(whole.split("\\.", -1));
  }

  private static void set(JsonNode target, List<String> steps, JsonNode value) {
    String step = steps.getFirst();
    if (steps.size() == 1) {
      put(target, step, value);
      return;
    }
    JsonNode next = child(target, step);
    if (!next.isContainerNode()) {
      next = YAML.createObjectNode();
      put(target, step, next);
    }
    set(next, steps.subList(1, steps.size()), value);
  }

  private static void put(JsonNode target, String step, JsonNode value) {
    if (!(target instanceof ArrayNode list)) {
      ((ObjectNode) target).set(step, value);
    } else if (Integer.parseInt(step) == list.size()) {
      list.add(value);
    } else {
      list.set(Integer.parseInt(step), value);
    }
  }

  private static void remove(JsonNode target, List<String> steps) {
    String step = steps.getFirst();
    if (steps.size() > 1) {
      remove(child(target, step), steps.subList(1, steps.size()));
    } else if (target instanceof ArrayNode list) {
      list.remove(Integer.parseInt(step));
    } else {
      ((ObjectNode) target).remove(step);
    }
  }

  private static JsonNode child(JsonNode target, String step) {
    return target.isArray() ? target.path(Integer.parseInt(step)) : target.path(step);
  }

  private static List<ObjectNode> topics(Path file) {
    try (MappingIterator<ObjectNode> documents =
        YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}

package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Reads one YAML document into the JSON tree that kubectl would send. */
final class YamlReader {

  private static final int MAX_CHARACTERS = 200_000_000;
  private static final int MAX_DEPTH = 500;

  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlReader() {}

  /**
   * Reads a document. {@link MissingNode} if it holds nothing but comments.
   *
   * @throws ManifestException if it is no YAML, holds a key twice, contains itself, or has a tag
   *     that JSON cannot express
   */
  static JsonNode read(String document) {
    try {
      Node root = compose(document);
      return root == null ? MissingNode.getInstance() : new YamlReader().json(root);
    } catch (MarkedYAMLException e) {
      String what = e.getProblem() == null ? e.getContext() : e.getProblem();
      throw new ManifestException(place(e.getProblemMark()) + what, e);
    } catch (YAMLException e) {
      throw new ManifestException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The nodes of a document, with their places in it. */
  static @Nullable Node compose(String document) {
    return yaml().compose(new StringReader(document));
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(unused),
        unused,
        options,
        new UntypedScalars());
  }

  private JsonNode json(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> within(sequence, () -> array(sequence));
      case MappingNode mapping -> within(mapping, () -> object(mapping));
      default -> throw failure(node, "cannot be expressed in JSON");
    };
  }

  private JsonNode within(Node node, java.util.function.Supplier<JsonNode> content) {
    if (!open.add(node)) {
      throw failure(node, "the anchor contains itself");
    }
    JsonNode result = content.get();
    open.remove(node);
    return result;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    if (scalar.getTag().equals(Tag.STR)) {
      return TextNode.valueOf(scalar.getValue());
    }
    if (!scalar.getTag().equals(UntypedScalars.TAG)) {
      throw failure(scalar, "the tag " + scalar.getTag() + " has no meaning in a manifest");
    }
    return scalar.isPlain()
        ? PlainScalar.resolve(scalar.getValue())
        : TextNode.valueOf(scalar.getValue());
  }

  private ArrayNode array(SequenceNode sequence) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(sequence.getValue().size());
    sequence.getValue().forEach(item -> array.add(json(item)));
    return array;
  }

  private ObjectNode object(MappingNode mapping) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<ObjectNode> merged = new ArrayList<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (isMergeKey(entry.getKeyNode())) {
        merged.addAll(mergedObjects(entry.getValueNode()));
      } else if (object.replace(key(entry.getKeyNode()), json(entry.getValueNode())) != null) {
        throw failure(entry.getKeyNode(), "\"" + key(entry.getKeyNode()) + "\" is there twice");
      }
    }
    for (ObjectNode source : merged) { // what is there already wins
      source.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
    }
    return object;
  }

  private static boolean isMergeKey(Node key) {
    return key instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals("<<");
  }

  private List<ObjectNode> mergedObjects(Node value) {
    List<Node> sources =
        value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    List<ObjectNode> objects = new ArrayList<>();
    for (Node source : sources) {
      if (!(json(source) instanceof ObjectNode object)) {
        throw failure(source, "<< takes a map or a list of maps");
      }
      objects.add(object);
    }
    return objects;
  }

  private static String key(Node key) {
    if (!(key instanceof ScalarNode scalar)) {
      throw failure(key, "a key must be a string");
    }
    return scalar(scalar).asText();
  }

  private static ManifestException failure(Node node, String problem) {
    return new ManifestException(place(node.getStartMark()) + problem, null);
  }

  private static String place(@Nullable Mark mark) {
    return mark == null
        ? ""
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
  }
}

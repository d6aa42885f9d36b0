package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * Writes a JSON tree as one YAML document in the style of Kubernetes' own files. {@link YamlReader}
 * gives the same tree back, and so does every YAML 1.1 or 1.2 reader.
 */
final class YamlWriter {

  private static final Resolver YAML_1_1 = new Resolver();
  private static final int MAX_ZEROS = 40;

  private YamlWriter() {}

  /** The document without a {@code ---}, ending with a line end. */
  static String write(JsonNode tree) {
    StringWriter text = new StringWriter();
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    Serializer serializer =
        new Serializer(new Emitter(text, options), new UntypedScalars(), options, null);
    try {
      serializer.open();
      serializer.serialize(node(tree));
      serializer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Node node(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> mapping(value);
      case ARRAY -> sequence(value);
      case STRING -> string(value.asText());
      case NUMBER -> plain(number(value));
      default -> plain(value.asText());
    };
  }

  private static Node mapping(JsonNode object) {
    List<NodeTuple> entries = new ArrayList<>();
    object
        .properties()
        .forEach(
            field -> entries.add(new NodeTuple(string(field.getKey()), node(field.getValue()))));
    return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  private static Node sequence(JsonNode array) {
    List<Node> items = new ArrayList<>();
    array.forEach(item -> items.add(node(item)));
    return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  private static Node string(String text) {
    if (text.indexOf('\n') >= 0) {
      return scalar(text, ScalarStyle.LITERAL);
    }
    boolean string =
        PlainScalar.isString(text) && YAML_1_1.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    return scalar(text, string ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
  }

  /**
   * Numbers with an exponent are read differently by different readers, so it is written out if it
   * is not too long.
   */
  private static String number(JsonNode value) {
    BigDecimal decimal = value.decimalValue();
    return Math.abs(decimal.scale()) <= MAX_ZEROS ? decimal.toPlainString() : decimal.toString();
  }

  private static Node plain(String text) {
    return scalar(text, ScalarStyle.PLAIN);
  }

  private static Node scalar(String text, ScalarStyle style) {
    return new ScalarNode(UntypedScalars.TAG, text, null, null, style);
  }
}

package io.rayoperator.cli.manifest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Tells on which line of its file a field of a document stands. JSON is read as YAML, too. */
public final class FieldLines {

  /** A key, or in brackets the index of an item or a key with special characters. */
  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|[^.\\[]+");

  private final Manifest manifest;
  private @Nullable Node root;

  public FieldLines(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * The line of a field, from 1; of what it should stand in, if it is missing.
   *
   * @param path such as {@code spec.workerGroupSpecs[0].groupName} or {@code
   *     metadata.annotations[example.com/a]}
   */
  public int of(String path) {
    if (root == null) {
      root = YamlReader.compose(manifest.text());
    }
    Node node = root;
    int line = 0;
    Matcher steps = STEP.matcher(path);
    while (node != null && steps.find()) {
      String step = steps.group(1) == null ? steps.group() : steps.group(1);
      Place place = below(node, step);
      node = place == null ? null : place.value();
      line = place == null ? line : place.line();
    }
    return manifest.line() + line;
  }

  /**
   * @param line where it begins, from 0
   */
  private record Place(int line, Node value) {}

  private static @Nullable Place below(Node node, String step) {
    return switch (node) {
      case SequenceNode sequence -> item(sequence.getValue(), step);
      case MappingNode mapping -> entry(mapping.getValue(), step);
      default -> null;
    };
  }

  private static @Nullable Place item(List<Node> items, String step) {
    if (!step.matches("\\d{1,9}") || Integer.parseInt(step) >= items.size()) {
      return null;
    }
    Node item = items.get(Integer.parseInt(step));
    return new Place(item.getStartMark().getLine(), item);
  }

  private static @Nullable Place entry(List<NodeTuple> entries, String step) {
    for (NodeTuple entry : entries) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
        return new Place(key.getStartMark().getLine(), entry.getValueNode());
      }
    }
    return null;
  }
}

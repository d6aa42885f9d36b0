package io.rayoperator.conversion.layout.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command of a Ray container, which Microsoft's operator ran <em>after</em> {@code ray start},
 * and v1's would run before it, where a program that uses Ray waits for ever.
 *
 * <p>In v1 it becomes the arguments of a script that starts Ray, with the parameters that the
 * operator computes, runs them as the old operator did, as one line of shell, and waits. The words
 * of the user stay apart and in their fields, so that nothing is lost and both versions can edit
 * them. A command that contains {@code ray start} is left alone by all operators; so is the script.
 */
final class UserCommand {
  private static final String COMMAND = "command";
  private static final String ARGS = "args";

  private static final List<String> SCRIPT =
      List.of(
          "/bin/bash",
          "-c",
          "ulimit -n 65536; options=\"${KUBERAY_GEN_RAY_START_CMD#ray start}\";"
              + " eval \"ray start ${options/ --block /}\" && eval \"$0 $*\" && sleep infinity");

  private UserCommand() {}

  /** The container with the user's command in the script; the container itself without one. */
  static ObjectNode up(ObjectNode container) {
    if (!hasWords(container, COMMAND) && !hasWords(container, ARGS)) {
      return container;
    }
    JsonNode command = container.get(COMMAND);
    if ((command != null && !command.isArray()) || startsRay(container)) {
      return container;
    }
    ArrayNode scripted = CompactNodes.INSTANCE.arrayNode();
    SCRIPT.forEach(scripted::add);
    if (command instanceof ArrayNode words) {
      scripted.addAll(words);
    }
    ObjectNode changed = Trees.copy(container);
    changed.set(COMMAND, scripted);
    return changed;
  }

  /** The container with the user's command as it was written. */
  static ObjectNode down(ObjectNode container) {
    if (!isScripted(container)) {
      return container;
    }
    ArrayNode command = CompactNodes.INSTANCE.arrayNode();
    ArrayNode scripted = (ArrayNode) container.path(COMMAND);
    for (int i = SCRIPT.size(); i < scripted.size(); i++) {
      command.add(scripted.get(i));
    }
    ObjectNode changed = Trees.copy(container);
    if (command.isEmpty()) {
      changed.remove(COMMAND);
    } else {
      changed.set(COMMAND, command);
    }
    return changed;
  }

  /** Whether the command of a v1 container starts with the script. */
  static boolean isScripted(@Nullable JsonNode container) {
    ArrayNode command = Trees.array(container, COMMAND);
    if (command == null || command.size() < SCRIPT.size()) {
      return false;
    }
    for (int i = 0; i < SCRIPT.size(); i++) {
      if (!SCRIPT.get(i).equals(command.get(i).textValue())) {
        return false;
      }
    }
    return true;
  }

  /** How many words of a v1 command are the script's. */
  static int scriptLength() {
    return SCRIPT.size();
  }

  private static boolean hasWords(ObjectNode container, String field) {
    ArrayNode words = Trees.array(container, field);
    return words != null && !words.isEmpty();
  }

  private static boolean startsRay(ObjectNode container) {
    StringBuilder line = new StringBuilder();
    for (String field : List.of(COMMAND, ARGS)) {
      container.path(field).forEach(word -> line.append(' ').append(word.asText()));
    }
    return line.indexOf("ray start") >= 0;
  }
}

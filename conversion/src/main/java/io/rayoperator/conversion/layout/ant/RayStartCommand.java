package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of {@code ray start} out of shell text. The text is what runs; the options only
 * inform (head port, resources), so what cannot be understood is left out, and nothing is expanded:
 * {@code $MY_POD_IP} stays.
 */
final class RayStartCommand {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "address",
          "autoscaling-config",
          "dashboard-host",
          "dashboard-port",
          "gcs-server-port",
          "java-worker-options",
          "max-worker-port",
          "memory",
          "min-worker-port",
          "node-ip-address",
          "node-manager-port",
          "num-cpus",
          "num-gpus",
          "num-redis-shards",
          "object-manager-port",
          "object-store-memory",
          "plasma-directory",
          "plasma-store-socket-name",
          "port",
          "ray-client-server-port",
          "raylet-socket-name",
          "redis-address",
          "redis-max-clients",
          "redis-password",
          "redis-port",
          "redis-shard-ports",
          "resources",
          "temp-dir",
          "webui-host",
          "worker-port-list");

  private RayStartCommand() {}

  /**
   * The options of the last {@code ray start} in the text, as {@code rayStartParams}: without
   * dashes and without {@code head}; {@code "true"} for an option without a value.
   *
   * @param command shell text, null if there is none
   */
  static ObjectNode params(@Nullable String command, boolean head) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    List<String> words = lastRayStart(command == null ? "" : command);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        continue;
      }
      int equals = word.indexOf('=');
      String option = equals < 0 ? word.substring(2) : word.substring(2, equals);
      boolean nextIsWord = i + 1 < words.size() && !words.get(i + 1).startsWith("-");
      if (equals >= 0) {
        params.put(option, word.substring(equals + 1));
      } else if (!WITH_VALUE.contains(option) && !nextIsWord) {
        params.put(option, "true");
      } else if (WITH_VALUE.contains(option) && nextIsWord) {
        params.put(option, words.get(++i));
      }
    }
    params.remove("head");
    if (head && params.has("redis-port")) {
      // Old Ray's name of the head port; v1 looks for the new one.
      params.putIfAbsent("port", params.get("redis-port"));
    }
    return params;
  }

  private static List<String> lastRayStart(String command) {
    List<String> last = List.of();
    for (List<String> simple : simpleCommands(command)) {
      if (simple.size() >= 2 && simple.get(0).equals("ray") && simple.get(1).equals("start")) {
        last = simple.subList(2, simple.size());
      }
    }
    return last;
  }

  /** The words of each simple command, quotes included. */
  private static List<List<String>> simpleCommands(String command) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0) {
        word.append(c);
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        word.append(c);
        quote = c;
      } else if (c == '\\' && i + 1 < command.length()) {
        char escaped = command.charAt(++i);
        if (escaped != '\n') {
          word.append(c).append(escaped);
        }
      } else if (c == ' ' || c == '\t') {
        endWord(word, words);
      } else if (";&|\n()<>`".indexOf(c) >= 0) {
        endWord(word, words);
        commands.add(words);
        words = new ArrayList<>();
      } else {
        word.append(c);
      }
    }
    endWord(word, words);
    commands.add(words);
    return commands;
  }

  private static void endWord(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}

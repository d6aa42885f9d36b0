package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import java.util.Arrays;
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
    ObjectNode params = CompactNodes.INSTANCE.objectNode();
    if (command == null || !command.contains("ray")) {
      return params;
    }
    Words words = Words.ofLastRayStart(command);
    for (int i = 0; i < words.count(); i++) {
      if (!words.startsWith(i, "--")) {
        continue;
      }
      int equals = words.indexOf(i, '=');
      String option = words.part(i, 2, equals);
      boolean nextIsWord = i + 1 < words.count() && !words.startsWith(i + 1, "-");
      if (equals >= 0) {
        params.put(option, words.part(i, equals + 1, -1));
      } else if (!WITH_VALUE.contains(option) && !nextIsWord) {
        params.put(option, "true");
      } else if (WITH_VALUE.contains(option) && nextIsWord) {
        params.put(option, words.part(++i, 0, -1));
      }
    }
    params.remove("head");
    if (head && params.has("redis-port")) {
      // Old Ray's name of the head port; v1 looks for the new one.
      params.putIfAbsent("port", params.get("redis-port"));
    }
    return params;
  }

  /** The words of one simple command as places in the text, quotes included. */
  private static final class Words {
    private final String text;
    private int[] bounds = new int[32];
    private int size;
    private int first;

    private Words(String text) {
      this.text = text;
    }

    /** What follows the last {@code ray start}; nothing if there is none. */
    static Words ofLastRayStart(String text) {
      Words found = null;
      Words command = new Words(text);
      int start = 0;
      char quote = 0;
      for (int i = 0; i <= text.length(); i++) {
        char c = i < text.length() ? text.charAt(i) : '\n';
        if (quote != 0 && i < text.length()) {
          quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
          quote = c;
        } else if (c == '\\') {
          i++;
        } else if (endsWord(c)) {
          command.add(start, i);
          start = i + 1;
          if (c != ' ' && c != '\t') {
            if (command.isRayStart()) {
              found = command;
              command = new Words(text);
            }
            command.size = 0;
          }
        }
      }
      if (found != null) {
        found.first = 2;
        return found;
      }
      return command;
    }

    private static boolean endsWord(char c) {
      return switch (c) {
        case ' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>', '`' -> true;
        default -> false;
      };
    }

    private void add(int start, int end) {
      boolean continuedLine = end == start + 2 && text.startsWith("\\\n", start);
      if (start < end && !continuedLine) {
        if (size + 2 > bounds.length) {
          bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[size++] = start;
        bounds[size++] = end;
      }
    }

    private boolean isRayStart() {
      return count() >= 2 && isWord(0, "ray") && isWord(1, "start");
    }

    private boolean isWord(int word, String expected) {
      return end(word) - start(word) == expected.length() && startsWith(word, expected);
    }

    private int start(int word) {
      return bounds[2 * (first + word)];
    }

    private int end(int word) {
      return bounds[2 * (first + word) + 1];
    }

    int count() {
      return size / 2 - first;
    }

    boolean startsWith(int word, String prefix) {
      return start(word) + prefix.length() <= end(word) && text.startsWith(prefix, start(word));
    }

    /** Where in a word a character stands, -1 if nowhere. */
    int indexOf(int word, char c) {
      int at = text.indexOf(c, start(word));
      return at < 0 || at >= end(word) ? -1 : at - start(word);
    }

    /** A part of a word, to its end if {@code to} is negative. */
    String part(int word, int from, int to) {
      return text.substring(start(word) + from, to < 0 ? end(word) : start(word) + to);
    }
  }
}

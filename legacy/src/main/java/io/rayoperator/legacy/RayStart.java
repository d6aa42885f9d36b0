package io.rayoperator.legacy;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last {@code ray start} of a line of shell, found without regard to what stands in quotes or
 * in a comment.
 *
 * @param line the whole line
 * @param begin where the words {@code ray start} begin
 * @param end where the command ends: at a separator, at a comment, or with the line
 */
record RayStart(String line, int begin, int end) {

  private static final Pattern RAY_START = Pattern.compile("ray[ \\t]+start(?![\\w./-])");
  private static final Pattern AUTOSCALING_CONFIG =
      Pattern.compile("[ \\t]--autoscaling-config(=|[ \\t]+)(\"[^\"]*\"|'[^']*'|\\S+)");
  private static final Pattern PORT = Pattern.compile("[ \\t]--(?:redis-)?port[= \\t]+(\\d{1,5})");
  private static final int MAX_PORT = 65535;

  /** Finds it; null if the line starts no Ray. */
  static @Nullable RayStart in(String line) {
    boolean[] bare = ShellText.unquoted(line);
    Matcher matcher = RAY_START.matcher(line);
    int begin = -1;
    int words = -1;
    while (matcher.find()) {
      boolean word = matcher.start() == 0 || !isPartOfWord(line.charAt(matcher.start() - 1));
      if (word && bare[matcher.start()]) {
        begin = matcher.start();
        words = matcher.end();
      }
    }
    return begin < 0 ? null : new RayStart(line, begin, ShellText.endOfCommand(line, bare, words));
  }

  /** Whether Ray stays in the foreground. */
  boolean blocks() {
    return has("--block");
  }

  /** Whether the user sends it to the background. */
  boolean inBackground() {
    return end < line.length()
        && line.charAt(end) == '&'
        && (end + 1 == line.length() || line.charAt(end + 1) != '&');
  }

  boolean isHead() {
    return has("--head");
  }

  boolean has(String option) {
    return Pattern.compile("[ \\t]" + option + "(?![\\w-])").matcher(command()).find();
  }

  /** The port of the GCS (before Ray 1.11: of Redis), if it is written as a number. */
  OptionalInt port() {
    Matcher matcher = PORT.matcher(command());
    if (!matcher.find()) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(matcher.group(1));
    return port > 0 && port <= MAX_PORT ? OptionalInt.of(port) : OptionalInt.empty();
  }

  /** The line with an option directly after {@code ray start}. */
  String with(String option) {
    int at = begin + matchedWords();
    return line.substring(0, at) + " " + option + line.substring(at);
  }

  /** The line without {@code --autoscaling-config}: its file was the Python operator's. */
  String withoutAutoscalingConfig() {
    return line.substring(0, begin)
        + AUTOSCALING_CONFIG.matcher(command()).replaceAll("")
        + line.substring(end);
  }

  private int matchedWords() {
    Matcher matcher = RAY_START.matcher(command());
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  private String command() {
    return line.substring(begin, end);
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}

package io.rayoperator.legacy;

/** As much of the shell's syntax as is needed to find commands in a line. */
final class ShellText {

  private ShellText() {}

  /** Which characters stand outside of quotes and comments, and are not escaped. */
  static boolean[] unquoted(String line) {
    boolean[] bare = new boolean[line.length()];
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\') {
        i++;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        while (i + 1 < line.length() && line.charAt(i + 1) != '\n') {
          i++;
        }
      } else {
        bare[i] = true;
      }
    }
    return bare;
  }

  /**
   * Where a simple command ends: at {@code ; | ) } or a line break, at an {@code &} that redirects
   * nothing, at a comment, or with the line.
   */
  static int endOfCommand(String line, boolean[] bare, int from) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!bare[i]) {
        if (c == '#' && Character.isWhitespace(line.charAt(i - 1))) {
          return i;
        }
      } else if (c == ';' || c == '|' || c == ')' || c == '\n') {
        return i;
      } else if (c == '&' && !redirects(line, i)) {
        return i;
      }
    }
    return line.length();
  }

  private static boolean redirects(String line, int ampersand) {
    boolean before =
        ampersand > 0 && (line.charAt(ampersand - 1) == '>' || line.charAt(ampersand - 1) == '<');
    boolean after = ampersand + 1 < line.length() && line.charAt(ampersand + 1) == '>';
    return before || after;
  }

  /** A word that the shell takes as it is. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Keeps the kubelet from reading a text as it reads commands of containers: there, {@code
   * $(NAME)} is a variable and {@code $$} a dollar.
   */
  static String forKubelet(String text) {
    return text.replaceAll("\\$(?=[$(])", "\\$\\$");
  }
}

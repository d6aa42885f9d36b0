package io.rayoperator.operator.model.autoscalerlog;

import java.util.regex.Pattern;

/**
 * Text of a tenant without what a terminal, or whoever reads line by line, could take for more than
 * text: escape sequences, control characters, characters without a width, other ends of a line.
 */
public final class PlainText {

  /** ECMA-48: control sequences, then strings to their end, then single functions. */
  private static final Pattern ESCAPE_SEQUENCE =
      Pattern.compile(
          "(?:\\x1B\\[|\\x9B)[0-?]*+[ -/]*+[@-~]?"
              + "|\\x1B[\\]PX^_][^\\x07\\x1B]*+(?:\\x07|\\x1B\\\\)?"
              + "|\\x1B[ -/]*+[0-~]?");

  private PlainText() {}

  /** The text on one line; blanks stand for what must not be there. */
  public static String of(String text) {
    String plain = ESCAPE_SEQUENCE.matcher(text).replaceAll("");
    StringBuilder clean = new StringBuilder(plain.length());
    plain
        .codePoints()
        .map(character -> isPlain(character) ? character : ' ')
        .forEach(clean::appendCodePoint);
    return clean.toString().stripTrailing();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character == '\t';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

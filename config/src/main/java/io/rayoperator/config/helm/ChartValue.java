package io.rayoperator.config.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a chart that a comment starting with {@code # --} describes.
 *
 * @param path with dots, such as {@code image.tag}
 * @param defaultValue as written; empty if nothing is, or if it is an object of several lines
 */
record ChartValue(String path, String defaultValue, String description) {

  private static final Pattern COMMENT = Pattern.compile(" *# (-- )?(.*)");
  private static final Pattern KEY = Pattern.compile("( *)(\\w+):(?: (.*))?");

  /** All of them, in the order of the file. */
  static List<ChartValue> documented(List<String> values) {
    List<ChartValue> documented = new ArrayList<>();
    Deque<String> parents = new ArrayDeque<>();
    StringBuilder description = new StringBuilder();
    for (String line : values) {
      Matcher comment = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (comment.matches()) {
        boolean starts = comment.group(1) != null;
        if (starts || !description.isEmpty()) {
          description.append(description.isEmpty() ? "" : " ").append(comment.group(2));
        }
      } else if (key.matches()) {
        while (parents.size() > key.group(1).length() / 2) {
          parents.removeLast();
        }
        parents.addLast(key.group(2));
        if (!description.isEmpty()) {
          documented.add(
              new ChartValue(
                  String.join(".", parents), written(key.group(3)), description.toString()));
          description.setLength(0);
        }
      }
    }
    return documented;
  }

  private static String written(@Nullable String value) {
    return value == null || value.equals("\"\"") || value.equals("null") ? "" : value;
  }
}

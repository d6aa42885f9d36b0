package io.rayoperator.config.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tests in a cell of a table. */
final class TestLinks {

  private TestLinks() {}

  /** One line for each class, with its tests. */
  static String of(List<Mention> mentions, Predicate<Mention> relevant) {
    return mentions.stream()
        .filter(relevant)
        .collect(
            Collectors.groupingBy(
                mention -> "[%s](../%s)".formatted(mention.className(), mention.file()),
                LinkedHashMap::new,
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + methods(entry.getValue()))
        .collect(Collectors.joining("<br>"));
  }

  private static String methods(List<Mention> mentions) {
    return mentions.stream().anyMatch(mention -> mention.method().isEmpty())
        ? ""
        : ": " + mentions.stream().map(Mention::method).collect(Collectors.joining(", "));
  }
}

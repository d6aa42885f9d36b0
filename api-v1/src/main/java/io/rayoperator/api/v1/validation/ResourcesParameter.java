package io.rayoperator.api.v1.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameter {@code resources} of {@code ray start}: a JSON object of numbers, which a shell
 * reads before Ray does (KubeRay contract §2.4, §2.5).
 */
public final class ResourcesParameter {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String QUOTES_AND_BLANKS = "'\"` ";

  private ResourcesParameter() {}

  /**
   * Whether Ray can read it: as the shell hands it over, or as the operator does, which takes
   * quotes off its ends and sets its own. What a shell puts in at run time is nobody's to judge
   * before.
   */
  static boolean isReadable(String text) {
    return text.isEmpty()
        || text.contains("$")
        || text.contains("`")
        || Stream.of(withoutQuotes(text), asShellWord(text))
            .anyMatch(json -> amounts(json).isPresent());
  }

  /**
   * Reads the amounts by their names.
   *
   * @param json without quotes around it
   * @return empty if it is not a JSON object of numbers
   */
  public static Optional<Map<String, BigDecimal>> amounts(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isObject() || !node.valueStream().allMatch(JsonNode::isNumber)) {
        return Optional.empty();
      }
      Map<String, BigDecimal> amounts = new LinkedHashMap<>();
      node.properties()
          .forEach(field -> amounts.put(field.getKey(), field.getValue().decimalValue()));
      return Optional.of(amounts);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What a user wrote, without the quotes and blanks at its ends. */
  public static String withoutQuotes(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && QUOTES_AND_BLANKS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && QUOTES_AND_BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Quotes and backslashes as a POSIX shell removes them. */
  private static String asShellWord(String text) {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && i + 1 < text.length() && escapes(quote, text.charAt(i + 1))) {
        i++;
        word.append(text.charAt(i));
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }

  private static boolean escapes(char quote, char next) {
    return quote == 0 || (quote == '"' && (next == '"' || next == '\\'));
  }
}

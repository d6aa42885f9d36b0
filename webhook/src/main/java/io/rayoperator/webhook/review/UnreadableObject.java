package io.rayoperator.webhook.review;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out which object of a review it is that cannot be read, and where it breaks. */
public final class UnreadableObject {

  /** Enough to find the place; it may be nested a thousand levels deep. */
  private static final int SHOWN_STEPS = 8;

  /** Looks for names only and keeps nothing, so that depth and length do not matter. */
  private static final JsonFactory WITHOUT_LIMITS =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private UnreadableObject() {}

  /**
   * The text at a place of a review, as far as the review can be read.
   *
   * @param path field names and list indexes
   * @return null if there is none
   */
  public static @Nullable String text(byte[] review, String... path) {
    try (JsonParser parser = WITHOUT_LIMITS.createParser(review)) {
      parser.nextToken();
      for (String step : path) {
        if (!enter(parser, step)) {
          return null;
        }
      }
      return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean enter(JsonParser parser, String step) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      int index = Integer.parseInt(step);
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.hasCurrentToken(); i++) {
        if (i == index) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      if (name.equals(step)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** {@code RayCluster default/demo}: what people call the object at a place of a review. */
  public static String name(byte[] review, String... path) {
    return orEmpty(text(review, below(path, "kind")))
        + " "
        + orEmpty(text(review, below(path, "metadata", "namespace")))
        + "/"
        + orEmpty(text(review, below(path, "metadata", "name")));
  }

  private static String[] below(String[] path, String... more) {
    String[] whole = Arrays.copyOf(path, path.length + more.length);
    System.arraycopy(more, 0, whole, path.length, more.length);
    return whole;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Where a parser stands in the object that it reads: {@code spec.workerGroupSpecs[3].template}.
   *
   * @param skipped how many steps lead to the object
   */
  public static String field(JsonParser parser, int skipped) {
    String[] steps = parser.getParsingContext().pathAsPointer().toString().split("/", -1);
    String path =
        Arrays.stream(steps)
            .skip(1L + skipped)
            .limit(SHOWN_STEPS)
            .map(step -> step.matches("[0-9]+") ? "[" + step + "]" : "." + step)
            .collect(Collectors.joining());
    boolean shortened = steps.length > 1 + skipped + SHOWN_STEPS;
    return (path.startsWith(".") ? path.substring(1) : path) + (shortened ? "…" : "");
  }
}

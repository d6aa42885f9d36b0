package io.rayoperator.webhook.review;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rayoperator.conversion.json.CompactNodes;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON mapper for reviews: it keeps numbers as they were written, and knows no types but trees.
 */
public final class ReviewJson {

  /** Deeper objects are refused; the API server itself goes to ten times as much. */
  public static final int MAX_DEPTH = 1_000;

  /**
   * How many values a tree may have: far more than those of an object that etcd can hold and its
   * predecessor, and few enough for the memory of a small pod.
   */
  public static final int MAX_VALUES = 500_000;

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(
              // Names of fields are interned, which makes them quick to find. Those that users make
              // up do not stay: the JVM's table lets go of what nobody else holds.
              JsonFactory.builder()
                  // Names that were chosen to collide must not fail the reviews of others.
                  .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          // Names and texts are bounded by the size of the body.
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(2 * MAX_DEPTH).build())
                  .build())
          .nodeFactory(CompactNodes.INSTANCE)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader TREES = MAPPER.reader();

  private ReviewJson() {}

  /**
   * Reads what comes next as a tree, which is missing at the end of the text.
   *
   * @throws StreamConstraintsException if it is too deep or has too many values
   */
  public static JsonNode readTree(JsonParser parser) throws IOException {
    try {
      JsonNode tree = TREES.with(new CountedNodes(MAX_VALUES)).readTree(parser);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Why something could not be read, for people. */
  public static String reason(IOException e) {
    return e instanceof StreamConstraintsException tooMuch
            && tooMuch.getOriginalMessage().contains("nesting depth")
        ? "it is nested more than " + MAX_DEPTH + " levels deep"
        : e instanceof JsonProcessingException malformed
            ? malformed.getOriginalMessage()
            : String.valueOf(e.getMessage());
  }
}

package io.rayoperator.fuzz;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads as much of an object as there is, and closes what is open where it breaks off: nearly every
 * mutation of an object is an object, so that a fuzzer does not spend its time on syntax.
 */
final class TolerantJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private TolerantJson() {}

  /** The object that these bytes begin; an empty one if they begin none. */
  static ObjectNode object(byte[] bytes) {
    try (TokenBuffer tokens = new TokenBuffer(JSON, false)) {
      copy(bytes, tokens);
      return JSON.readTree(tokens.asParser()) instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode();
    } catch (IOException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static void copy(byte[] bytes, TokenBuffer tokens) throws IOException {
    Deque<JsonToken> open = new ArrayDeque<>();
    boolean named = false;
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> open.push(token);
          case END_OBJECT, END_ARRAY -> open.pop();
          case FIELD_NAME -> parser.getText(); // may be broken, too
          default -> parser.getText();
        }
        tokens.copyCurrentEvent(parser);
        named = token == JsonToken.FIELD_NAME;
        if (open.isEmpty()) {
          return;
        }
      }
    } catch (IOException breaksOff) {
      // What came before counts.
    }
    if (named) {
      tokens.writeNull();
    }
    for (JsonToken start : open) {
      if (start == JsonToken.START_OBJECT) {
        tokens.writeEndObject();
      } else {
        tokens.writeEndArray();
      }
    }
  }
}

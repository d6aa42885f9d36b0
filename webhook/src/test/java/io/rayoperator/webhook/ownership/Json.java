package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.review.ReviewJson;

/** JSON for tests, with apostrophes for quotation marks. */
final class Json {

  private Json() {}

  static ObjectNode object(String text) {
    try {
      String json = text.replace("\"", "\\\"").replace('\'', '"');
      return (ObjectNode) ReviewJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

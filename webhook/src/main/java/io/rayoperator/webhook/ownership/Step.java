package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.webhook.review.ReviewJson;
import org.jspecify.annotations.Nullable;

/** A step of a path into an object. */
public sealed interface Step {

  /** To a field of an object: {@code f:spec}. */
  record Field(String name) implements Step {}

  /** To the element of a list that has these values: <code>k:{"name":"ray-head"}</code>. */
  record Element(ObjectNode keys) implements Step {}

  /** To what is not looked at one by one here, such as a value of a set: {@code v:"a"}. */
  record Other(String text) implements Step {}

  /** Reads a key of {@code fieldsV1}. */
  static Step parse(String key) {
    if (key.startsWith("f:")) {
      return new Field(key.substring(2));
    }
    ObjectNode keys = key.startsWith("k:") ? object(key.substring(2)) : null;
    return keys == null ? new Other(key) : new Element(keys);
  }

  private static @Nullable ObjectNode object(String json) {
    try {
      JsonNode tree = ReviewJson.MAPPER.readTree(json);
      return tree instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

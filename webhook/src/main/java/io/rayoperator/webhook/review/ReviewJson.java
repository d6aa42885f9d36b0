package io.rayoperator.webhook.review;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The JSON mapper for reviews: it keeps numbers as they were written, and knows no types but trees.
 */
public final class ReviewJson {

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(
              // Keys are user input: labels, environment, resources. Interning them would keep them
              // for ever.
              JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ReviewJson() {}
}

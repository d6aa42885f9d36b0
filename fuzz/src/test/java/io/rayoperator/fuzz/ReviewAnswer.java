package io.rayoperator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewHandler;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Answers of a webhook, as the API server reads them. */
final class ReviewAnswer {
  private ReviewAnswer() {}

  /** The {@code response} of the answer; null if the bytes were no review. */
  static @Nullable JsonNode of(ReviewHandler handler, byte[] review) {
    byte[] answer;
    try {
      answer = handler.handle(review);
    } catch (MalformedReviewException e) {
      if (e.getMessage() == null || e.getMessage().isEmpty()) {
        throw new AssertionError("a malformed review was refused without a word", e);
      }
      return null;
    }
    JsonNode response = parse(answer).path("response");
    if (!response.path("uid").isTextual()) {
      throw new AssertionError("the answer has no uid: " + response);
    }
    return response;
  }

  private static JsonNode parse(byte[] answer) {
    try {
      return ReviewJson.MAPPER.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the answer is not JSON", e);
    }
  }
}

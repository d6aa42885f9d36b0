package io.rayoperator.webhook.conversion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the objects of a ConversionReview.
 *
 * @param apiVersion version of the review itself, to be repeated in the answer
 * @param uid identifies the request, to be repeated in the answer
 * @param desiredApiVersion what the objects are to become, such as {@code ray.io/v1}
 */
record ConversionEnvelope(@Nullable String apiVersion, String uid, String desiredApiVersion) {

  /**
   * Finds the envelope. The API server writes it before the objects, which are then not looked at,
   * so that damage in them can still be answered; in another order the objects are skipped.
   */
  static ConversionEnvelope read(byte[] review) throws MalformedReviewException {
    Reader reader = new Reader();
    try (JsonParser parser = ReviewJson.MAPPER.createParser(review)) {
      reader.read(parser);
    } catch (IOException e) {
      throw new MalformedReviewException(
          "The body is not a ConversionReview: " + e.getMessage(), e);
    }
    return reader.envelope();
  }

  private static final class Reader {

    private @Nullable String apiVersion;
    private @Nullable String uid;
    private @Nullable String desiredApiVersion;

    void read(JsonParser parser) throws IOException, MalformedReviewException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedReviewException(
            "The body is not a ConversionReview: it is not a JSON object");
      }
      String field;
      while (!isComplete() && (field = parser.nextFieldName()) != null) {
        parser.nextToken();
        switch (field) {
          case "apiVersion" -> apiVersion = text(parser);
          case "request" -> readRequest(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void readRequest(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      String field;
      while (!isComplete() && (field = parser.nextFieldName()) != null) {
        parser.nextToken();
        switch (field) {
          case "uid" -> uid = text(parser);
          case "desiredAPIVersion" -> desiredApiVersion = text(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private boolean isComplete() {
      return apiVersion != null && uid != null && desiredApiVersion != null;
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
      parser.skipChildren();
      return null;
    }

    ConversionEnvelope envelope() throws MalformedReviewException {
      if (uid == null) {
        throw new MalformedReviewException(
            "The body is not a ConversionReview: request.uid is missing");
      }
      if (desiredApiVersion == null) {
        throw new MalformedReviewException(
            "The body is not a ConversionReview: request.desiredAPIVersion is missing");
      }
      return new ConversionEnvelope(apiVersion, uid, desiredApiVersion);
    }
  }
}

package io.rayoperator.webhook.conversion;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.webhook.metrics.ConversionMetrics;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewHandler;
import io.rayoperator.webhook.review.ReviewJson;
import io.rayoperator.webhook.review.UnreadableObject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers ConversionReviews.
 *
 * <p>Objects are read, converted and written one by one, so that a list of ten thousand takes the
 * memory of its text and one tree. The protocol knows no partial answer: the converter is total,
 * and what it cannot treat all the same fails the review with a message that names the object.
 */
public final class ConversionReviewHandler implements ReviewHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ConversionReviewHandler.class);
  private static final int ENVELOPE_BYTES = 512;

  /** The steps to an object of a review: {@code /request/objects/0}. */
  private static final int OBJECT_DEPTH = 3;

  private final ObjectConverter converter;
  private final ConversionMetrics metrics;

  public ConversionReviewHandler(ObjectConverter converter, ConversionMetrics metrics) {
    this.converter = converter;
    this.metrics = metrics;
  }

  /**
   * Returns the review that answers this one, with the converted objects in the order of the
   * request, or with a failure.
   */
  @Override
  public byte[] handle(byte[] review) throws MalformedReviewException {
    ConversionEnvelope envelope = ConversionEnvelope.read(review);
    ApiVersion desired = ApiVersion.parse(envelope.desiredApiVersion());
    if (desired == null) {
      return failure(envelope, "RayClusters have no version " + envelope.desiredApiVersion());
    }
    try {
      return metrics.timed(desired, () -> converted(review, envelope, desired));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      LOG.error("Conversion to {} failed: {}", desired.groupVersion(), e.getMessage(), e);
      return failure(
          envelope, Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    }
  }

  private byte[] converted(byte[] review, ConversionEnvelope envelope, ApiVersion desired)
      throws IOException {
    try (ByteArrayBuilder out = new ByteArrayBuilder(review.length + ENVELOPE_BYTES);
        JsonParser parser = ReviewJson.MAPPER.createParser(review);
        JsonGenerator json = ReviewJson.MAPPER.createGenerator(out)) {
      startAnswer(json, envelope);
      json.writeArrayFieldStart("convertedObjects");
      if (enter(parser, "request") && enter(parser, "objects")) {
        convertObjects(parser, review, desired, json);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("result");
      json.writeStringField("status", "Success");
      endAnswer(json);
      return out.toByteArray();
    }
  }

  private void convertObjects(
      JsonParser parser, byte[] review, ApiVersion desired, JsonGenerator json) throws IOException {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      json.writeTree(convert(read(parser, review, i), desired));
    }
  }

  private static JsonNode read(JsonParser parser, byte[] review, int index) {
    try {
      return ReviewJson.readTree(parser);
    } catch (IOException e) {
      String name = UnreadableObject.name(review, "request", "objects", Integer.toString(index));
      throw new ObjectConversionException(
          "%s cannot be read at %s: %s"
              .formatted(name, UnreadableObject.field(parser, OBJECT_DEPTH), ReviewJson.reason(e)),
          e);
    }
  }

  private ObjectNode convert(JsonNode node, ApiVersion desired) {
    if (!(node instanceof ObjectNode object)) {
      throw new ObjectConversionException("An item of request.objects is no object", null);
    }
    ApiVersion actual = ApiVersion.parse(object.path("apiVersion").textValue());
    if (actual == null) {
      throw new ObjectConversionException(
          name(object) + ": RayClusters have no version " + object.path("apiVersion"), null);
    }
    try {
      ObjectNode converted = converter.convert(object, desired);
      metrics.converted(actual, desired);
      return converted;
    } catch (RuntimeException | StackOverflowError e) {
      metrics.failed(actual, desired);
      throw new ObjectConversionException(
          name(object) + " cannot be converted to " + desired.groupVersion() + ": " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e instanceof StackOverflowError
        ? "it is nested too deeply"
        : String.valueOf(e.getMessage());
  }

  private static String name(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return object.path("kind").asText()
        + " "
        + metadata.path("namespace").asText()
        + "/"
        + metadata.path("name").asText();
  }

  /**
   * Moves into the object or array in this field of the object that the parser is at, if it has
   * one.
   */
  private static boolean enter(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    String name;
    while ((name = parser.nextFieldName()) != null) {
      boolean isContainer = parser.nextToken().isStructStart();
      if (isContainer && name.equals(field)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static byte[] failure(ConversionEnvelope envelope, String message) {
    try (ByteArrayBuilder out = new ByteArrayBuilder(ENVELOPE_BYTES);
        JsonGenerator json = ReviewJson.MAPPER.createGenerator(out)) {
      startAnswer(json, envelope);
      json.writeArrayFieldStart("convertedObjects");
      json.writeEndArray();
      json.writeObjectFieldStart("result");
      json.writeStringField("status", "Failure");
      json.writeStringField("message", message);
      json.writeStringField("reason", "InternalError");
      json.writeNumberField("code", HttpURLConnection.HTTP_INTERNAL_ERROR);
      endAnswer(json);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
  }

  private static void startAnswer(JsonGenerator json, ConversionEnvelope envelope)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "ConversionReview");
    json.writeStringField(
        "apiVersion", Objects.requireNonNullElse(envelope.apiVersion(), "apiextensions.k8s.io/v1"));
    json.writeObjectFieldStart("response");
    json.writeStringField("uid", envelope.uid());
  }

  private static void endAnswer(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.flush();
  }

  /** One object that the converter could not treat. */
  private static final class ObjectConversionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObjectConversionException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

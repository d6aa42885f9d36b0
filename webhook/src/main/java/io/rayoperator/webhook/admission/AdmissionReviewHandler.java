package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.metrics.AdmissionMetrics;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewHandler;
import io.rayoperator.webhook.review.ReviewJson;
import io.rayoperator.webhook.review.UnreadableObject;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the AdmissionReviews of one webhook. */
public final class AdmissionReviewHandler implements ReviewHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionReviewHandler.class);

  private static final String MUTATE = "mutate";
  private static final String VALIDATE = "validate";

  private static final String API_VERSION = "admission.k8s.io/v1";

  /** The steps to the object of a review: {@code /request/object}. */
  private static final int OBJECT_DEPTH = 2;

  private final String webhook;
  private final Admission admission;
  private final AdmissionMetrics metrics;

  AdmissionReviewHandler(String webhook, Admission admission, AdmissionMetrics metrics) {
    this.webhook = webhook;
    this.admission = admission;
    this.metrics = metrics;
  }

  /** The webhook that completes objects. */
  public static AdmissionReviewHandler mutating(
      RayClusterConverter converter, AdmissionMetrics metrics) {
    return new AdmissionReviewHandler(MUTATE, new MutatingAdmission(converter), metrics);
  }

  /** The webhook that refuses objects. */
  public static AdmissionReviewHandler validating(
      RayClusterConverter converter, AdmissionMetrics metrics) {
    return new AdmissionReviewHandler(
        VALIDATE, new ValidatingAdmission(converter, metrics::violated), metrics);
  }

  /**
   * Returns the review that answers this one. A failure of ours is an answer, too: code 500 and a
   * message.
   */
  @Override
  public byte[] handle(byte[] body) throws MalformedReviewException {
    try (JsonParser parser = ReviewJson.MAPPER.createParser(body)) {
      return handle(body, parser);
    } catch (IOException e) {
      throw new MalformedReviewException(
          "The body is not an AdmissionReview: " + e.getMessage(), e);
    }
  }

  private byte[] handle(byte[] body, JsonParser parser) throws MalformedReviewException {
    JsonNode review;
    try {
      review = ReviewJson.readTree(parser);
    } catch (IOException e) {
      return unreadable(body, parser, e);
    }
    JsonNode uid = review.path("request").path("uid");
    if (!uid.isTextual()) {
      throw new MalformedReviewException(
          "The body is not an AdmissionReview: request.uid is missing");
    }
    AdmissionRequest request = AdmissionRequest.of(review.path("request"));
    AdmissionAnswer answer = metrics.timed(webhook, () -> decide(request));
    metrics.reviewed(
        webhook, request.operation().label(), request.userVersion().version(), answer.label());
    if (answer instanceof AdmissionAnswer.Denied(var status, var _)) {
      RefusalLog.refused(review.path("request"), status);
    } else if (webhook.equals(VALIDATE)) {
      countWrite(review.path("request"), request);
    }
    return write(review.path("apiVersion").asText(API_VERSION), uid.textValue(), answer);
  }

  private void countWrite(JsonNode json, AdmissionRequest request) {
    ObjectNode object = request.object();
    if (object != null && !json.path("dryRun").asBoolean()) {
      metrics.written(
          json.path("namespace").asText(),
          request.userVersion().version(),
          RayClusterConverter.layoutOf(object).id());
    }
  }

  /** The answer to a review with an object that cannot be read, if it can be answered. */
  private byte[] unreadable(byte[] body, JsonParser parser, IOException e)
      throws MalformedReviewException {
    String uid = UnreadableObject.text(body, "request", "uid");
    if (uid == null) {
      throw new MalformedReviewException(
          "The body is not an AdmissionReview: " + ReviewJson.reason(e), e);
    }
    String name = UnreadableObject.text(body, "request", "name");
    String apiVersion = UnreadableObject.text(body, "apiVersion");
    ObjectNode status =
        Refusals.invalid(
            name == null ? "" : name,
            List.of(
                new Refusals.Cause(
                    UnreadableObject.field(parser, OBJECT_DEPTH),
                    "FieldValueInvalid",
                    "Invalid value: " + ReviewJson.reason(e))));
    metrics.reviewed(webhook, AdmissionRequest.Operation.OTHER.label(), "unknown", "denied");
    RefusalLog.refused(readablePart(body), status);
    return write(
        apiVersion == null ? API_VERSION : apiVersion,
        uid,
        new AdmissionAnswer.Denied(status, List.of()));
  }

  /** What the log tells of a request, as far as it can be read. */
  private static ObjectNode readablePart(byte[] body) {
    ObjectNode request = ReviewJson.MAPPER.createObjectNode();
    for (String field : List.of("operation", "namespace", "name")) {
      request.put(field, UnreadableObject.text(body, "request", field));
    }
    request
        .putObject("userInfo")
        .put("username", UnreadableObject.text(body, "request", "userInfo", "username"));
    request
        .putObject("requestKind")
        .put("version", UnreadableObject.text(body, "request", "requestKind", "version"));
    return request;
  }

  private AdmissionAnswer decide(AdmissionRequest request) {
    try {
      return admission.decide(request);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The {} webhook failed: {}", webhook, e.getMessage(), e);
      return new AdmissionAnswer.Denied(Refusals.internalError(webhook, e), List.of());
    }
  }

  private static byte[] write(String apiVersion, String uid, AdmissionAnswer answer) {
    ObjectNode review = ReviewJson.MAPPER.createObjectNode();
    review.put("kind", "AdmissionReview");
    review.put("apiVersion", apiVersion);
    ObjectNode response = review.putObject("response");
    response.put("uid", uid);
    switch (answer) {
      case AdmissionAnswer.Allowed(var warnings) -> {
        response.put("allowed", true);
        warn(response, warnings);
      }
      case AdmissionAnswer.Patched(var patch) -> {
        response.put("allowed", true);
        response.put("patchType", "JSONPatch");
        response.put("patch", Base64.getEncoder().encodeToString(bytes(patch)));
      }
      case AdmissionAnswer.Denied(var status, var warnings) -> {
        response.put("allowed", false);
        response.set("status", status);
        warn(response, warnings);
      }
    }
    return bytes(review);
  }

  private static void warn(ObjectNode response, List<String> warnings) {
    if (!warnings.isEmpty()) {
      ArrayNode list = response.putArray("warnings");
      warnings.forEach(list::add);
    }
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return ReviewJson.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }
}

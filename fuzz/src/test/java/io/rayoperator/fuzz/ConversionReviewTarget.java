package io.rayoperator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.conversion.ConversionReviewHandler;
import io.rayoperator.webhook.metrics.ConversionMetrics;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes get a well-formed answer, and no object spoils the conversion of its neighbours. The
 * bytes are tried as a whole review, and as one object between two good ones.
 */
public final class ConversionReviewTarget {
  private static final String GOOD =
      "{\"apiVersion\": \"ray.io/v1alpha1\", \"kind\": \"RayCluster\", \"metadata\": {\"name\": \"%s\"}, \"spec\": {}}";

  private static final ConversionReviewHandler HANDLER =
      new ConversionReviewHandler(
          RayClusterConverter.create()::convert, new ConversionMetrics(new SimpleMeterRegistry()));

  private ConversionReviewTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    JsonNode response = ReviewAnswer.of(HANDLER, data);
    if (response != null) {
      checkResult(response);
    }
    ObjectNode object = TolerantJson.object(data);
    for (ApiVersion desired : ApiVersion.values()) {
      for (ApiVersion actual : ApiVersion.values()) {
        checkNeighbours(object.put("apiVersion", actual.groupVersion()), desired);
      }
    }
  }

  private static void checkResult(JsonNode response) {
    boolean success = response.at("/result/status").asText().equals("Success");
    boolean failure =
        response.at("/result/status").asText().equals("Failure")
            && !response.at("/result/message").asText().isEmpty();
    if (!success && !failure) {
      throw new AssertionError("neither success nor a failure with a reason: " + response);
    }
  }

  private static void checkNeighbours(ObjectNode object, ApiVersion desired) {
    String review =
        "{\"apiVersion\": \"apiextensions.k8s.io/v1\", \"request\": {\"uid\": \"u\", \"desiredAPIVersion\": \""
            + desired.groupVersion()
            + "\", \"objects\": ["
            + GOOD.formatted("before")
            + ","
            + object
            + ","
            + GOOD.formatted("after")
            + "]}}";
    JsonNode response = ReviewAnswer.of(HANDLER, review.getBytes(StandardCharsets.UTF_8));
    if (response != null
        && response.at("/result/message").asText().contains("is nested more than")
        && response.at("/result/message").asText().contains("cannot be read at ")) {
      return; // never stored: both ways to the storage refuse it
    }
    if (response == null
        || !response.at("/result/status").asText().equals("Success")
        || !response.at("/convertedObjects/0/metadata/name").asText().equals("before")
        || !response.at("/convertedObjects/1/kind").equals(object.path("kind"))
        || !response.at("/convertedObjects/2/metadata/name").asText().equals("after")) {
      throw new AssertionError("an object spoiled its neighbours: " + response);
    }
  }
}
